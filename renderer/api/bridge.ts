/** What the preload left on `window`. Only files of this folder touch it. */
import type { DailiesBridge } from '../../preload/contract/bridge.ts'

declare global {
  interface Window {
    readonly dailies: DailiesBridge
  }
}

export const bridge: DailiesBridge = window.dailies
