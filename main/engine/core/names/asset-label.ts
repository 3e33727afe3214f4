/** An asset's name for a person, e.g. "Composite · 720p", "Transcript · SRT", "Track · Ana · audio". */
import type { AssetType } from '../../../../preload/contract/recording.ts'

export type LabelledAsset = {
  readonly type: AssetType
  readonly typeRaw: string
  readonly format: string | null
  readonly layer: string | null
  readonly width: number | null
  readonly height: number | null
  /** 100ms's `metadata` object, whatever it holds. */
  readonly metadata: unknown
  /** Who the track or stream is of, if known. */
  readonly personName: string | null
}

const names: Record<Exclude<AssetType, 'other'>, string> = {
  'room-composite': 'Composite',
  'room-composite-legacy': 'Composite (legacy)',
  'room-vod': 'HLS recording',
  chat: 'Chat',
  transcript: 'Transcript',
  summary: 'Summary',
  track: 'Track',
  stream: 'Stream',
}

export function assetLabel(asset: LabelledAsset): string {
  const name = asset.type === 'other' ? asset.typeRaw || 'Other file' : names[asset.type]
  return [name, ...particulars(asset)].filter((part) => part !== null && part !== '').join(' · ')
}

function particulars(asset: LabelledAsset): (string | null)[] {
  switch (asset.type) {
    case 'room-composite':
      return [lines(asset)]
    case 'transcript':
      return [asset.format?.toUpperCase() ?? null]
    case 'track':
      return [asset.personName, textOf(asset.metadata, 'track_type')]
    case 'stream':
      return [asset.personName, textOf(asset.metadata, 'stream_type')]
    default:
      return []
  }
}

/** Only a layer needs telling apart; a recording's one composite is just that. */
function lines(asset: LabelledAsset): string | null {
  if (asset.layer === null) return null
  const height = asset.width !== null && asset.height !== null ? Math.min(asset.width, asset.height) : asset.height
  return height === null ? `layer ${asset.layer}` : `${height}p`
}

function textOf(metadata: unknown, key: string): string | null {
  if (typeof metadata !== 'object' || metadata === null) return null
  const value: unknown = Reflect.get(metadata, key)
  return typeof value === 'string' && value !== 'regular' ? value : null
}
