/**
 * The text that a person saves to have a fault looked into: versions, settings, numbers, and the end of the logs. Made of
 * what is named here and of lines that were redacted when they were logged, and are once more; a home folder's name is
 * left out. Plain text, so that whoever sends it can read it first.
 */
import type { EngineDiagnostics } from '../../preload/contract/diagnostics.ts'
import type { AppSettings } from '../../preload/contract/settings.ts'
import type { Health } from '../../preload/contract/shell-events.ts'

export type DiagnosticFacts = {
  readonly madeMs: number
  readonly versions: readonly { readonly name: string; readonly version: string }[]
  readonly settings: AppSettings
  readonly health: Health
  readonly credentialsAreKept: boolean
  /** null: the engine didn't answer. */
  readonly engine: EngineDiagnostics | null
  /** Name and text of the logs' ends. */
  readonly logs: readonly { readonly name: string; readonly text: string }[]
  readonly homeFolder: string
  /** Takes credentials and links out of a line. */
  readonly redact: (line: string) => string
}

const opening =
  'Dailies wrote this file because you asked for it, and sends it nowhere. It has versions, settings, numbers and the end ' +
  'of the logs, which may name folders and files; no credentials and no links.'

export function diagnosticsText(facts: DiagnosticFacts): string {
  const { theme, keepAwake, staysInTray, notifiesOfDownloads, notifiesOfExpiry, opensAtLogin, captionSize } =
    facts.settings
  const { engine, library } = facts.health
  const parts: readonly (readonly [title: string, text: string])[] = [
    ['Versions', facts.versions.map(({ name, version }) => `${name} ${version}`).join('\n')],
    [
      'This computer',
      json({ theme, keepAwake, staysInTray, notifiesOfDownloads, notifiesOfExpiry, opensAtLogin, captionSize }),
    ],
    [
      'Health',
      json({
        engine: engine.kind,
        library: library === null ? 'open or none asked for' : library.error.kind,
        credentialsAreKept: facts.credentialsAreKept,
      }),
    ],
    ['Engine', facts.engine === null ? 'It did not answer.' : json(facts.engine)],
    ...facts.logs.map(({ name, text }) => [name, linesOf(text).map(facts.redact).join('\n')] as const),
  ]
  const body = parts.map(([title, text]) => `── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}\n\n${text}\n`)
  return withoutHome(`${opening}\n\n${new Date(facts.madeMs).toISOString()}\n\n${body.join('\n')}`, facts.homeFolder)
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

const linesOf = (text: string) => text.split('\n')

function withoutHome(text: string, homeFolder: string): string {
  if (homeFolder.length < 2) return text
  // In a line of JSON a backslash stands twice.
  return text.replaceAll(homeFolder.replaceAll('\\', '\\\\'), '~').replaceAll(homeFolder, '~')
}
