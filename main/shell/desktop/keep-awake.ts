/** Keeps the computer from going to sleep while something is downloaded, if the person wants that. Its screen may. */
import { powerSaveBlocker } from 'electron'

export class KeepAwake {
  #blocker: number | null = null

  keep(isWanted: boolean): void {
    if (isWanted && this.#blocker === null) {
      this.#blocker = powerSaveBlocker.start('prevent-app-suspension')
    } else if (!isWanted && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }
}
