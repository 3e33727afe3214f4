/**
 * What should lie in a recording's folder, by its sidecar and by the database. They may differ for a moment, while
 * another program downloads, or after a crash: a file is right when it is what either of them says.
 */
import { fileNames, vodNames } from '../../core/download/asset-place.ts'
import { recordingSidecarName } from '../../core/names/file-name.ts'
import { largestSidecarBytes, parseRecordingSidecar, type SidecarAsset } from '../../core/sidecar.ts'
import type { VerifyQueries } from '../../db/download/verify-queries.ts'
import type { LibraryFiles } from './library-files.ts'

export type ExpectedFile = {
  /** Relative to the library. */
  readonly path: string
  /** Upstream ids. */
  readonly recording: string
  readonly asset: string | null
  readonly type: string
  readonly identity: string
  readonly versions: readonly { readonly sizeBytes: number; readonly sha256: string }[]
}

export type ExpectedFolder = {
  /** null: the database doesn't know this folder. */
  readonly recordingId: number | null
  /** 'newer': of a newer Dailies; it can't be judged. */
  readonly sidecar: 'good' | 'missing' | 'damaged' | 'newer'
  /** By path. */
  readonly files: ReadonlyMap<string, ExpectedFile>
  /** Paths at which a download that isn't over may have left something: a zip that waits for room to be unpacked. */
  readonly begun: ReadonlySet<string>
}

export function expectedIn(files: LibraryFiles, queries: VerifyQueries, folder: string): ExpectedFolder {
  const expected = new Map<string, ExpectedFile>()
  const add = (file: ExpectedFile): void => {
    const before = expected.get(file.path)
    expected.set(file.path, before ? { ...before, versions: [...before.versions, ...file.versions] } : file)
  }
  const { state, recording, assets } = sidecarIn(files, folder)
  for (const { id, identity, typeRaw, ...asset } of assets) {
    if (asset.state !== 'done') continue
    for (const { name, ...version } of asset.files) {
      add({ path: `${folder}/${name}`, recording, asset: id, identity, type: typeRaw, versions: [version] })
    }
  }
  for (const { name, sizeBytes, sha256, ...ids } of queries.filesIn(folder)) {
    add({ path: `${folder}/${name}`, ...ids, versions: [{ sizeBytes, sha256 }] })
  }
  const begun = new Set(queries.begunIn(folder).flatMap((name) => pathsOf(folder, name)))
  return { recordingId: queries.recordingIn(folder), sidecar: state, files: expected, begun }
}

function pathsOf(folder: string, given: string): string[] {
  return [given, vodNames(given).zip].flatMap((name) => {
    const { finalPath, doubtfulPath } = fileNames({ folder, name }, name)
    return [finalPath, doubtfulPath]
  })
}

function sidecarIn(
  files: LibraryFiles,
  folder: string,
): { state: ExpectedFolder['sidecar']; recording: string; assets: readonly SidecarAsset[] } {
  const none = { recording: '', assets: [] }
  const content = files.readText(`${folder}/${recordingSidecarName}`, largestSidecarBytes)
  if (!content.ok) return { state: 'damaged', ...none }
  if (content.value === null) return { state: 'missing', ...none }
  const reading = parseRecordingSidecar(content.value)
  if (reading.kind !== 'read') return { state: reading.kind, ...none }
  return { state: 'good', recording: reading.sidecar.recording.id, assets: reading.sidecar.assets }
}
