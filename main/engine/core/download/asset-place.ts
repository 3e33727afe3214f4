/** From an asset's place in the library: the names that its download uses there, and what its file must turn out to be. */
import type { AssetType } from '../../../../preload/contract/recording.ts'
import type { Place } from '../ports.ts'
import type { FileKind } from './download-ports.ts'

export type FileNames = {
  /** Relative to the recording's folder. */
  readonly name: string
  /** Where it goes when it can't be read as what it should be. */
  readonly doubtfulName: string
  readonly partPath: string
  readonly finalPath: string
  readonly doubtfulPath: string
}

export function fileNames(place: Place, name: string): FileNames {
  const dot = name.lastIndexOf('.')
  const hasExtension = dot > name.lastIndexOf('/') + 1
  const stem = hasExtension ? name.slice(0, dot) : name
  const doubtfulName = `${stem} (unverified)${hasExtension ? name.slice(dot) : ''}`
  return {
    name,
    doubtfulName,
    partPath: `${place.folder}/${name}.part`,
    finalPath: `${place.folder}/${name}`,
    doubtfulPath: `${place.folder}/${doubtfulName}`,
  }
}

/** A room-vod is one zip or a folder of files; which one, the link tells. */
export function vodNames(placeName: string): { readonly zip: string; readonly folder: string } {
  const folder = placeName.replace(/\.zip$/i, '')
  return { zip: `${folder}.zip`, folder }
}

const kinds: Readonly<Record<string, FileKind>> = {
  mp4: 'media',
  m4v: 'media',
  m4a: 'media',
  mov: 'media',
  webm: 'media',
  mkv: 'media',
  ogg: 'media',
  opus: 'media',
  wav: 'media',
  json: 'json',
  srt: 'srt',
  vtt: 'text',
  txt: 'text',
  zip: 'zip',
}

export function fileKindOf(type: AssetType, name: string): FileKind {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (extension === 'csv') return type === 'chat' ? 'chat-csv' : 'text'
  return Object.hasOwn(kinds, extension) ? (kinds[extension] ?? 'any') : 'any'
}

/** Nothing is known of its bytes that a page or an XML document couldn't be. */
export const mayBePage = (kind: FileKind): boolean => kind === 'any' || kind === 'text'
