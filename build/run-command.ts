// Runs another program for the build scripts: quietly, unless it fails.
import { spawn } from 'node:child_process'

export class CommandFailed extends Error {
  readonly output: string

  constructor(command: string, reason: string, output: string) {
    super(`${command} ${reason}`)
    this.output = output
  }
}

/** Resolves with what the program printed; a failure carries the same. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => reject(new CommandFailed(command, error.message, output)))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output)
      else reject(new CommandFailed(command, signal ? `was ended by ${signal}` : `exited with ${code}`, output))
    })
  })
}

/** The npm that started this script, run by the Node that runs this script; or the one on the PATH. */
export function runNpm(args: readonly string[], cwd: string): Promise<string> {
  const npm = process.env['npm_execpath']
  return npm ? runCommand(process.execPath, [npm, ...args], { cwd }) : runCommand('npm', args, { cwd })
}
