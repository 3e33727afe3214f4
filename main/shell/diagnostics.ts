/** Asks where the diagnostics go, gathers them and writes them there. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { app } from 'electron'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import { saveText } from '../save-text.ts'
import { diagnosticsText } from './diagnostics-text.ts'
import { askWhereToSave } from './dialogs.ts'
import type { EngineHost } from './engine-host.ts'
import type { HealthReport } from './health-report.ts'
import type { Secrets } from './secrets.ts'
import type { SettingsFile } from './settings-file.ts'
import { versions } from './versions.ts'

export type DiagnosticsParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly settings: Pick<SettingsFile, 'get'>
  readonly health: Pick<HealthReport, 'now'>
  readonly secrets: Pick<Secrets, 'areKept'>
  readonly logFolder: string
  readonly redact: (line: string) => string
}

const logNames = ['shell.log', 'engine.log'] as const
/** Some thousand lines each: what led to the fault is in the last ones. */
const logEndBytes = 512 * 1024

export async function saveDiagnostics(parts: DiagnosticsParts): Promise<Result<{ saved: boolean }, DailiesError>> {
  const madeMs = Date.now()
  const fileName = `Dailies diagnostics ${new Date(madeMs).toISOString().slice(0, 10)}.txt`
  const path = await askWhereToSave({
    title: 'Save diagnostics',
    buttonLabel: 'Save',
    defaultPath: join(app.getPath('documents'), fileName),
    filters: [{ name: 'Text', extensions: ['txt'] }],
  })
  if (path === null) return ok({ saved: false })
  const engine = await parts.engine.call('diagnostics', {})
  const text = diagnosticsText({
    madeMs,
    versions: versions(),
    settings: parts.settings.get(),
    health: parts.health.now(),
    credentialsAreKept: parts.secrets.areKept(),
    engine: engine.ok ? engine.value : null,
    logs: await Promise.all(
      logNames.map(async (name) => ({ name, text: await endOf(join(parts.logFolder, name), logEndBytes) })),
    ),
    homeFolder: app.getPath('home'),
    redact: parts.redact,
  })
  const saved = await saveText(path, text)
  return saved.ok ? ok({ saved: true }) : saved
}

/** Whole lines. Empty where there is no such file. */
async function endOf(path: string, most: number): Promise<string> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return ''
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - most)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, most)), 0, Math.min(size, most), from)
    const text = buffer.toString('utf8', 0, bytesRead)
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } finally {
    await file.close()
  }
}
