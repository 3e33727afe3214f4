/**
 * Everything that a command says. For a program (`--json`): one object a line on standard output and nothing else there.
 * For a person: lines on standard output, problems and a progress bar on standard error. `summary` comes last, always.
 */
import type { DailiesError } from '../../preload/contract/errors.ts'
import { shownBytes, shownSeconds } from './quantities.ts'

export type Stream = {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export type EventName = 'recording' | 'asset' | 'hit' | 'progress' | 'retry' | 'error' | 'summary'
export type EventFields = Readonly<Record<string, unknown>>

export type OutputOptions = {
  readonly json: boolean
  readonly quiet: boolean
  readonly stdout: Stream
  readonly stderr: Stream
  readonly nowMs: () => number
}

/** What a command adds up for its summary. */
export type Tally = {
  recordings: number
  done: number
  skipped: number
  failed: number
  unavailable: number
  bytes: number
}

/** `--json` gets progress this often at most; the bar is drawn more often. */
const progressEveryMs = 1000
const barEveryMs = 100
const barWidth = 24
const clearLine = '\r\u001b[2K'

export class Output {
  readonly tally: Tally = { recordings: 0, done: 0, skipped: 0, failed: 0, unavailable: 0, bytes: 0 }
  readonly #options: OutputOptions
  readonly #startedMs: number
  #lastProgressMs = Number.NEGATIVE_INFINITY
  #bar = ''

  constructor(options: OutputOptions) {
    this.#options = options
    this.#startedMs = options.nowMs()
  }

  /** `line`: the same for a person; null where a person needn't know. */
  event(name: EventName, fields: EventFields, line: string | null): void {
    if (this.#options.json) this.#writeJson(name, fields)
    else if (line !== null && !this.#options.quiet)
      this.#aroundBar(() => this.#options.stdout.write(`${plain(line)}\n`))
  }

  /** Something a person should know and a program needn't. */
  note(text: string): void {
    const { json, quiet, stderr } = this.#options
    if (!json && !quiet) this.#aroundBar(() => stderr.write(`${plain(text)}\n`))
  }

  problem({ kind, message }: Pick<DailiesError, 'kind' | 'message'> | { kind: 'usage'; message: string }): void {
    if (this.#options.json) this.#writeJson('error', { kind, message })
    else this.#aroundBar(() => this.#options.stderr.write(`${plain(message)}\n`))
  }

  /** `share`: 0 to 1; null where nobody knows how much there is. */
  progress(fields: EventFields, share: number | null, text: string): void {
    const { json, quiet, stderr, nowMs } = this.#options
    const everyMs = json ? progressEveryMs : barEveryMs
    if (nowMs() - this.#lastProgressMs < everyMs) return
    this.#lastProgressMs = nowMs()
    if (json) this.#writeJson('progress', fields)
    else if (!quiet && stderr.isTTY === true) this.#draw(share, text)
  }

  /** The last words of every command. `line`: a person's summary; null for one that has said all. */
  summary(describe: ((tally: Tally) => string) | null): void {
    this.#clearBar()
    const { recordings, done, skipped, failed, unavailable, bytes } = this.tally
    const seconds = Math.round((this.#options.nowMs() - this.#startedMs) / 100) / 10
    const fields = { recordings, assets: { done, skipped, failed, unavailable }, bytes, seconds }
    const line = describe === null ? null : `${describe(this.tally)} in ${shownSeconds(seconds)}.`
    this.event('summary', fields, line)
  }

  #writeJson(event: EventName, fields: EventFields): void {
    this.#options.stdout.write(`${JSON.stringify({ event, ...fields })}\n`)
  }

  #draw(share: number | null, text: string): void {
    const filled = Math.round(Math.min(1, Math.max(0, share ?? 0)) * barWidth)
    const bar = share === null ? '' : `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} `
    const columns = this.#options.stderr.columns ?? 80
    this.#bar = [...`${bar}${plain(text)}`].slice(0, columns - 1).join('')
    this.#options.stderr.write(`${clearLine}${this.#bar}`)
  }

  #clearBar(): void {
    if (this.#bar !== '') this.#options.stderr.write(clearLine)
    this.#bar = ''
  }

  #aroundBar(write: () => void): void {
    const hasBar = this.#bar !== ''
    if (hasBar) this.#options.stderr.write(clearLine)
    write()
    if (hasBar) this.#options.stderr.write(this.#bar)
  }
}

/** Names come from other people: no escape sequence of theirs reaches the terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
    character === '\t' || character === '\n' ? character : '',
  )
}

export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`
}

export function downloadSummary({ recordings, done, skipped, failed, unavailable, bytes }: Tally): string {
  const parts = [
    countOf(recordings, 'recording'),
    `${countOf(done, 'file')} downloaded (${shownBytes(bytes)})`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unavailable > 0 ? [`${unavailable} no longer to be had`] : []),
  ]
  return parts.join(', ')
}
