/** A few lines at the foot of a terminal that are drawn again and again, while others scroll above them. */
import { cutToCells, plainText, type Stream } from './plain-text.ts'

/** Of a terminal that doesn't say. */
export const usualColumns = 80
const clearToEnd = '\u001b[J'

export class LiveLines {
  readonly #stream: Stream
  #lines: readonly string[] = []

  constructor(stream: Stream) {
    this.#stream = stream
  }

  /** A line that wraps, or a block taller than the terminal, couldn't be erased: both are cut. */
  draw(lines: readonly string[]): void {
    const { columns = usualColumns, rows = 24 } = this.#stream
    const fitting = lines.slice(0, Math.max(1, rows - 2))
    const erase = this.#erase()
    this.#lines = fitting.map((line) => cutToCells(plainText(line).replaceAll('\n', ' '), columns - 1))
    this.#stream.write(`${erase}${this.#lines.join('\n')}`)
  }

  clear(): void {
    if (this.#lines.length > 0) this.#stream.write(this.#erase())
    this.#lines = []
  }

  /** Writes something above the lines. */
  around(write: () => unknown): void {
    const lines = this.#lines
    this.clear()
    write()
    if (lines.length === 0) return
    this.#lines = lines
    this.#stream.write(lines.join('\n'))
  }

  #erase(): string {
    if (this.#lines.length === 0) return ''
    const up = this.#lines.length - 1
    return `\r${up > 0 ? `\u001b[${up}A` : ''}${clearToEnd}`
  }
}
