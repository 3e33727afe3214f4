/** Which parts of a review are missing, why, in words, and what a download would bring. */
import type { Asset, AssetType, RecordingDetails, RecordingStatus } from '../../../../preload/contract/recording.ts'
import { playableTypes } from '../../../../preload/contract/recording-terms.ts'
import type { ReviewGap } from '../../../../preload/contract/review.ts'

type Part = ReviewGap['part']

const typesOf: Record<Part, readonly AssetType[]> = {
  video: playableTypes,
  transcript: ['transcript'],
  chat: ['chat'],
  summary: ['summary'],
}

const nameOf: Record<Part, string> = {
  video: 'video',
  transcript: 'transcript',
  chat: 'chat',
  summary: 'summary',
}

const inProgress: readonly RecordingStatus[] = ['queued', 'recording', 'paused', 'finishing']

/** `unreadable`: why the part's file, which is here, couldn't be read. */
export function gapOf(part: Part, details: RecordingDetails, unreadable: string | null): ReviewGap {
  const assets = details.assets.filter(({ type }) => typesOf[part].includes(type))
  const wanted = assets.filter(({ available, download }) => {
    return available && download.state !== 'done' && download.state !== 'unavailable'
  })
  // One video is enough to watch; every track of every person isn't what a click on "Download now" means.
  const chosen = part === 'video' ? wanted.slice(0, 1) : wanted
  return {
    part,
    reason: unreadable ?? reasonOf(part, details, assets, chosen),
    assetIds: chosen.map(({ id }) => id),
  }
}

function reasonOf(part: Part, { row }: RecordingDetails, assets: readonly Asset[], chosen: readonly Asset[]): string {
  const name = nameOf[part]
  const [first] = chosen
  if (first !== undefined) return waitingReason(name, first)
  const lost = assets.find(({ download }) => download.state === 'unavailable')
  if (lost !== undefined) return lost.download.reason ?? `100ms no longer has the ${name}.`
  if (assets.some(({ download }) => download.state === 'done')) {
    return `The ${name} isn’t where it was saved. Put the file back into the recording’s folder, or download it again.`
  }
  if (assets.length > 0 && row.onlyCopy) return `100ms has deleted the ${name}, and it was never downloaded here.`
  if (assets.length > 0) return `100ms is still processing the ${name}.`
  if (inProgress.includes(row.status)) return `100ms is still recording; the ${name} comes afterwards.`
  return `100ms made no ${name} for this recording.`
}

function waitingReason(name: string, { download }: Asset): string {
  switch (download.state) {
    case 'running':
      return `The ${name} is being downloaded.`
    case 'queued':
    case 'waiting':
      return `The ${name} is waiting to be downloaded.${download.reason === null ? '' : ` ${download.reason}`}`
    case 'paused':
      return `The download of the ${name} is paused.`
    case 'failed':
      return download.reason ?? `The download of the ${name} failed.`
    case 'removed':
      return `The ${name} was removed from this computer.`
    default:
      return `The ${name} isn’t on this computer yet.`
  }
}
