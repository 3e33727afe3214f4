/**
 * The log: one JSON object a line, redacted, in a file that is put aside when it grows. Written at once, so that the last
 * line before a crash is there. A log that can't be written is no reason to stop: the lines are lost.
 */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock, Log } from '../core/ports.ts'
import { redact } from './redact.ts'

const largestBytes = 5 * 1024 * 1024
const keptFiles = 3
/** A full drive or a folder that is gone stays so for a while, and each try costs. */
const tryAgainMs = 1000

type Level = 'info' | 'warn' | 'error'
type Fields = Readonly<Record<string, unknown>>

export class LogFile implements Log {
  readonly #path: string
  readonly #clock: Pick<Clock, 'nowMs'>
  readonly #maxBytes: number
  #file: { readonly descriptor: number; sizeBytes: number } | null = null
  #failedMs = Number.NEGATIVE_INFINITY

  constructor(path: string, clock: Pick<Clock, 'nowMs'>, maxBytes: number = largestBytes) {
    this.#path = path
    this.#clock = clock
    this.#maxBytes = maxBytes
  }

  info(event: string, fields?: Fields): void {
    this.#write('info', event, fields)
  }

  warn(event: string, fields?: Fields): void {
    this.#write('warn', event, fields)
  }

  error(event: string, fields?: Fields): void {
    this.#write('error', event, fields)
  }

  close(): void {
    if (this.#file) closeSync(this.#file.descriptor)
    this.#file = null
  }

  #write(level: Level, event: string, fields: Fields = {}): void {
    const nowMs = this.#clock.nowMs()
    if (Math.abs(nowMs - this.#failedMs) < tryAgainMs) return
    const time = new Date(nowMs).toISOString()
    const line = Buffer.from(`${JSON.stringify({ time, level, event, ...fieldsOf(redact(fields)) })}\n`)
    try {
      if (this.#file && this.#file.sizeBytes + line.length > this.#maxBytes) this.#putAside()
      this.#file ??= this.#open()
      writeSync(this.#file.descriptor, line)
      this.#file.sizeBytes += line.length
    } catch {
      this.#failedMs = nowMs
      this.#drop()
    }
  }

  /** Closing may fail as writing did; the descriptor is given back either way. */
  #drop(): void {
    try {
      this.close()
    } catch {
      this.#file = null
    }
  }

  #open() {
    mkdirSync(dirname(this.#path), { recursive: true })
    const descriptor = openSync(this.#path, 'a', 0o600)
    return { descriptor, sizeBytes: fstatSync(descriptor).size }
  }

  /** `x.log` becomes `x.log.1`, which becomes `x.log.2`; the last one goes. */
  #putAside(): void {
    this.close()
    for (let number = keptFiles - 1; number >= 1; number--) {
      const from = number === 1 ? this.#path : `${this.#path}.${number - 1}`
      try {
        renameSync(from, `${this.#path}.${number}`)
      } catch {
        // It isn't there yet.
      }
    }
  }
}

function fieldsOf(redacted: unknown): object {
  return typeof redacted === 'object' && redacted !== null ? redacted : {}
}
