/** What a cancelled download leaves behind: nothing. */

import type { Layout } from '../ports.ts'
import { vodNames } from './asset-place.ts'
import type { StoredState } from './download.ts'
import type { DownloadStore, Fetcher } from './download-ports.ts'
import { isWhole } from './resume.ts'

export type ClearingWorld = {
  readonly store: DownloadStore & { stateOf(assetId: number): StoredState | null }
  readonly layout: Layout
  readonly fetcher: Fetcher
}

const nameOf = ({ name }: { readonly name: string }): string => name

/** Called when nothing of it moves any more. What has finished in its last moment, or was asked for again, is left alone. */
export async function clearAway({ layout, fetcher, store }: ClearingWorld, assetId: number): Promise<void> {
  if (store.stateOf(assetId) !== 'cancelled') return
  // The transfer's last word came after the row was told.
  store.beginVersion(assetId, null, null)
  // What has no name yet isn't given one for this: whose track it is may not be known by now.
  const place = layout.placeOf(assetId)
  if (place === null) return
  const { folder, name } = place
  const vod = vodNames(name)
  await fetcher.discard(`${folder}/${name}.part`)
  await fetcher.discard(`${folder}/${vod.zip}.part`)
  await fetcher.discard(`${folder}/${vod.folder}.part`)
  const files = store.filesOf(assetId).map(nameOf)
  const segments = [...store.segments.of(assetId).values()]
  const isUnzippedVod = segments.length > 0 || files.some((file) => file.startsWith(`${vod.folder}/`))
  if (!isUnzippedVod) return
  const kept = new Set(segments.filter((one) => isWhole(one.record) && !files.includes(one.name)).map(nameOf))
  if (kept.size === 0) await fetcher.discard(`${folder}/${vod.folder}`)
  // A recording that was here and was to be made whole again stays what it was: 100ms may not have it any more.
  else
    for (const path of [...files, ...segments.map((one) => `${one.name}.part`)])
      await fetcher.discard(`${folder}/${path}`)
  store.forgetFiles(assetId)
  store.segments.forget(
    assetId,
    segments.map(nameOf).filter((file) => !kept.has(file)),
  )
}
