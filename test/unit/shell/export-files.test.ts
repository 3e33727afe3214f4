// Many transcripts into one folder: what each was written without is said, as what wasn't written is.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EngineHost } from '../../../main/shell/engine-host.ts'
import { exportTranscripts } from '../../../main/shell/export-files.ts'
import type { ExportRequest } from '../../../preload/contract/exports.ts'
import { err, ok } from '../../../preload/contract/result.ts'

const chosen = vi.hoisted(() => ({ folder: '' }))
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => [{ isMinimized: () => false }] },
  dialog: { showOpenDialog: async () => ({ canceled: false, filePaths: [chosen.folder] }) },
}))

beforeEach(() => {
  chosen.folder = mkdtempSync(join(tmpdir(), 'dailies-exports-'))
})
afterEach(() => rmSync(chosen.folder, { recursive: true }))

test('says of each file what it leaves out, and of each that is missing why', async () => {
  const call = vi.fn(async (_: string, { recordingId }: Extract<ExportRequest, { what: 'transcript' }>) => {
    if (recordingId === 2) return err({ kind: 'not-found', message: 'No transcript.' })
    return ok({ fileName: 'Show.srt', text: '1', note: recordingId === 3 ? 'One line is left out.' : null })
  })
  const engine = { call: call as unknown as EngineHost['call'] }
  expect(await exportTranscripts(engine, [1, 2, 3], 'srt')).toMatchObject({
    value: { saved: 2, problems: ['No transcript.'], notes: ['“Show 2.srt”: One line is left out.'] },
  })
  expect(readdirSync(chosen.folder)).toHaveLength(2)
})
