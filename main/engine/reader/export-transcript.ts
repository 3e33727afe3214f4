/** A recording's transcript as a file: what the review room shows, under a name that says of which recording it is. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { ExportedText, TranscriptFormat } from '../../../preload/contract/exports.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import { exportName } from '../core/names/export-name.ts'
import { localMinute } from '../core/names/file-name.ts'
import { transcriptFile } from '../core/transcript/transcript-file.ts'
import type { Db } from '../db/database.ts'
import { exportHeading } from '../db/library/export-queries.ts'
import { namedTranscript } from './session-texts.ts'

type Asked = { readonly recordingId: number; readonly format: TranscriptFormat; readonly timeZone: string }

export function exportTranscript(
  db: Db,
  files: LibraryFiles,
  { recordingId, format, timeZone }: Asked,
): Result<ExportedText, DailiesError> {
  const heading = exportHeading(db, recordingId)
  if (heading === null) return err(gone)
  const { title, startMs } = heading
  const { transcript, reason } = namedTranscript(db, files, recordingId)
  if (transcript === null)
    return err(files.absence() ?? { kind: 'not-found', message: `“${title}”: ${reason ?? notHere}` })
  const date = localMinute(startMs, timeZone)?.replace('.', ':') ?? 'Undated'
  const made = transcriptFile(transcript, format, { title, date })
  if (!made.ok) return err({ kind: 'unreadable', message: `“${title}”: ${made.error}` })
  const { text, note } = made.value
  return ok({ fileName: exportName(title, startMs, timeZone, format), text, note })
}

const gone: DailiesError = { kind: 'not-found', message: 'This recording is not in the library any more.' }
const notHere = 'its transcript isn’t on this computer. Download it first.'
