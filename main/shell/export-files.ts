/** Asks where an export goes and writes it there. What goes into it is the engine's; the page learns no path. */
import { basename, extname } from 'node:path'
import type { DailiesError, DailiesErrorKind } from '../../preload/contract/errors.ts'
import type { ExportRequest, SavedExport, SavedExports, TranscriptFormat } from '../../preload/contract/exports.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { freePath, saveText } from '../save-text.ts'
import { askWhereToSave, askWhichToOpen } from './dialogs.ts'
import type { EngineHost } from './engine-host.ts'

/** Nothing else of it can be had either. */
const ofTheLibrary: readonly DailiesErrorKind[] = ['library-missing', 'no-library', 'restarting']

type Engine = Pick<EngineHost, 'call'>

export async function exportText(engine: Engine, request: ExportRequest): Promise<Result<SavedExport, DailiesError>> {
  const made = await engine.call('export.text', request)
  if (!made.ok) return made
  const { fileName, text, note } = made.value
  const ending = extname(fileName).slice(1)
  const path = await askWhereToSave({
    title: 'Export',
    buttonLabel: 'Export',
    defaultPath: basename(fileName),
    filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
  })
  if (path === null) return ok({ savedAs: null, note: null })
  const saved = await saveText(path, text)
  return saved.ok ? ok({ savedAs: basename(path), note }) : saved
}

/** One at a time: a long selection neither fills the memory nor keeps the engine from answering others. */
export async function exportTranscripts(
  engine: Engine,
  recordingIds: readonly number[],
  format: TranscriptFormat,
): Promise<Result<SavedExports | null, DailiesError>> {
  const folder = await askWhichToOpen({
    title: 'Export transcripts',
    message: 'The folder that gets a file for each transcript. What is in it already is left as it is.',
    buttonLabel: 'Export here',
    properties: ['openDirectory', 'createDirectory'],
  })
  if (folder === null) return ok(null)
  let saved = 0
  const problems: string[] = []
  const notes: string[] = []
  const stopped = (error: DailiesError): Result<SavedExports, DailiesError> =>
    saved === 0 ? err(error) : ok({ saved, problems: [...problems, error.message], notes })
  for (const recordingId of recordingIds) {
    const made = await engine.call('export.text', { what: 'transcript', recordingId, format })
    if (!made.ok) {
      if (ofTheLibrary.includes(made.error.kind)) return stopped(made.error)
      problems.push(made.error.message)
      continue
    }
    const { fileName, text, note } = made.value
    const path = await freePath(folder, basename(fileName))
    const written = await saveText(path, text)
    // What one file is refused for, the next would be too.
    if (!written.ok) return stopped(written.error)
    saved += 1
    if (note !== null) notes.push(`“${basename(path)}”: ${note}`)
  }
  return ok({ saved, problems, notes })
}
