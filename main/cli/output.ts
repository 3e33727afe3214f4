/**
 * Everything that a command says. For a program (`--json`): one object a line on standard output and nothing else there.
 * For a person: what was asked for on standard output; problems, the progress display and the closing line on standard
 * error. `summary` comes last, always.
 */
import type { DailiesError } from '../../preload/contract/errors.ts'
import { LiveLines, usualColumns } from './live-lines.ts'
import { plainText, type Stream } from './plain-text.ts'
import { shownSeconds } from './quantities.ts'
import { shownBytes } from './shown-bytes.ts'

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

/** `--json` gets progress this often at most; a terminal is drawn more often. */
const progressEveryMs = 1000
const drawEveryMs = 200

export class Output {
  readonly tally: Tally = { recordings: 0, done: 0, skipped: 0, failed: 0, unavailable: 0, bytes: 0 }
  readonly #options: OutputOptions
  readonly #startedMs: number
  readonly #live: LiveLines | null
  #lastProgressMs = Number.NEGATIVE_INFINITY
  #lastNote = ''

  constructor(options: OutputOptions) {
    const { json, quiet, stderr, nowMs } = options
    this.#options = options
    this.#startedMs = nowMs()
    this.#live = !json && !quiet && stderr.isTTY === true ? new LiveLines(stderr) : null
  }

  /** What the command was asked for: `--quiet` leaves it in. `line`: the same for a person. */
  result(name: EventName, fields: EventFields, line: string): void {
    if (this.#options.json) this.#writeJson(name, fields)
    else this.#write(this.#options.stdout, line)
  }

  /** What happens on the way. `line`: null where a person needn't know. */
  event(name: EventName, fields: EventFields, line: string | null): void {
    if (this.#options.json) this.#writeJson(name, fields)
    else if (line !== null && !this.#options.quiet) this.#write(this.#options.stdout, line)
  }

  /** A whole text, as it is: it was asked for on standard output. */
  text(content: string): void {
    this.#options.stdout.write(content)
  }

  /** Something a person should know and a program needn't; not twice in a row. */
  note(text: string): void {
    const { json, quiet, stderr } = this.#options
    if (json || quiet || text === this.#lastNote) return
    this.#lastNote = text
    this.#write(stderr, text)
  }

  problem({ kind, message }: Pick<DailiesError, 'kind' | 'message'> | { kind: 'usage'; message: string }): void {
    if (this.#options.json) this.#writeJson('error', { kind, message })
    else this.#write(this.#options.stderr, message)
  }

  /** For a person alone, whose `event` a program gets: something is wrong. */
  trouble(text: string): void {
    if (!this.#options.json) this.#write(this.#options.stderr, text)
  }

  /** `draw`: the lines that a terminal so wide shows at its foot; asked for only when they are shown. */
  progress(fields: EventFields, draw: (columns: number) => readonly string[]): void {
    const { json, nowMs, stderr } = this.#options
    if (nowMs() - this.#lastProgressMs < (json ? progressEveryMs : drawEveryMs)) return
    this.#lastProgressMs = nowMs()
    if (json) this.#writeJson('progress', fields)
    else this.#live?.draw(draw(stderr.columns ?? usualColumns))
  }

  /** What was shown last isn't so any more. */
  progressIsOver(): void {
    this.#live?.clear()
  }

  /** The last words of every command. `describe`: a person's summary; null for a command that has said all. */
  summary(describe: ((tally: Tally) => string) | null): void {
    this.#live?.clear()
    const { recordings, done, skipped, failed, unavailable, bytes } = this.tally
    const seconds = Math.round((this.#options.nowMs() - this.#startedMs) / 100) / 10
    if (this.#options.json) {
      this.#writeJson('summary', { recordings, assets: { done, skipped, failed, unavailable }, bytes, seconds })
    } else if (describe !== null && !this.#options.quiet) {
      const took = seconds < 1 ? '' : ` (${shownSeconds(seconds)})`
      this.#write(this.#options.stderr, `${describe(this.tally)}${took}`)
    }
  }

  #writeJson(event: EventName, fields: EventFields): void {
    this.#options.stdout.write(`${JSON.stringify({ event, ...fields })}\n`)
  }

  #write(stream: Stream, line: string): void {
    const write = (): unknown => stream.write(`${plainText(line)}\n`)
    if (this.#live === null) write()
    else this.#live.around(write)
  }
}

export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? singular : plural}`
}

export function downloadSummary({ recordings, done, skipped, failed, unavailable, bytes }: Tally): string {
  const parts = [
    countOf(recordings, 'recording'),
    `${countOf(done, 'file')} downloaded (${shownBytes(bytes)})`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ]
  return `${parts.join(', ')}${notToBeHad(unavailable)}`
}

/** Gone from 100ms, refused by it, or never made. */
export function notToBeHad(count: number): string {
  return count > 0 ? `, ${count} not to be had` : ''
}
