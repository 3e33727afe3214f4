/** Opens what a link means, once the library is open; says so when there is no such recording in it. */

import { parseDeepLink } from './deep-link.ts'
import type { EngineHost } from './engine-host.ts'
import type { MainWindow } from './main-window.ts'

export class LinkOpener {
  readonly #engine: Pick<EngineHost, 'call' | 'ready'>
  readonly #window: Pick<MainWindow, 'command'>

  constructor(engine: Pick<EngineHost, 'call' | 'ready'>, window: Pick<MainWindow, 'command'>) {
    this.#engine = engine
    this.#window = window
  }

  async open(text: string): Promise<void> {
    const link = parseDeepLink(text)
    if (!link)
      return this.#say(
        'Dailies doesn’t understand that link. One to a recording looks like dailies://recording/… and nothing more.',
      )
    await this.#engine.ready()
    const found = await this.#engine.call('recording.find', { upstreamId: link.upstreamId })
    if (!found.ok) return this.#say(found.error.message)
    const { id } = found.value
    if (id === null) {
      return this.#say(
        'The recording of that link isn’t in this library. It may be in another one, or not have been synced yet.',
      )
    }
    this.#window.command({ kind: 'review', recordingId: id, startMs: link.startMs })
  }

  #say(words: string): void {
    this.#window.command({ kind: 'say', words })
  }
}
