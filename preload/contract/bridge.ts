/** The three channels between page and shell, and the one object on `window`. Kept free of zod: the preload bundles this. */

/** Shell commands, what the shell tells on its own, and the word that asks for and announces the engine's port. */
export const shellChannel = 'dailies:shell'
export const shellEventChannel = 'dailies:shell-event'
export const enginePortChannel = 'dailies:engine-port'

/** What the preload puts on `window.dailies`; the engine's port arrives as a `message` event named `enginePortChannel`. */
export type DailiesBridge = {
  readonly invoke: (name: string, input: unknown) => Promise<unknown>
  /** Everything that the shell tells from now on. Called once, by `renderer/api`. */
  readonly onShellEvent: (receive: (name: unknown, payload: unknown) => void) => void
  /** Asks for the engine's port, at start and after a reload. */
  readonly requestEnginePort: () => void
}
