/**
 * `dailies …` of an installed app: the same program, started by the launcher (build/cli) without a display, that runs the
 * command line instead of opening a window. It takes no single-instance lock: a command may run beside the window.
 */
import { join } from 'node:path'
import { app } from 'electron'

/** After the switches, `--` keeps Chromium from reading ours as its own: `--type=transcript` would mean something to it. */
const marker = ['--', 'command-line'] as const

/** What follows the program's name; null: the app was started, not the command line. */
export function commandLineOf(argv: readonly string[]): readonly string[] | null {
  const at = argv.indexOf(marker[0])
  return at !== -1 && argv[at + 1] === marker[1] ? argv.slice(at + 2) : null
}

/** `load` runs the command line, which reads `process.argv` and says by `process.exitCode` how it went. */
export function runCommandLine(args: readonly string[], load: () => Promise<unknown>): void {
  // Chromium writes a profile, whatever is done with it; the app's own belongs to the app.
  app.setPath('userData', join(app.getPath('userData'), 'command-line'))
  process.argv = [process.execPath, 'dailies', ...args]
  // Electron makes quitting of Ctrl-C: what is under way must end in order first.
  app.on('before-quit', (event) => {
    event.preventDefault()
    process.emit('SIGINT')
  })
  app
    .whenReady()
    .then(load)
    .then(flush)
    .then(() => app.exit(Number(process.exitCode ?? 0)))
    .catch((error: unknown) => {
      console.error(error)
      app.exit(1)
    })
}

/** What is written to a pipe may still be on its way. */
async function flush(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => {
      stream.write('', () => resolve())
    })
  }
}
