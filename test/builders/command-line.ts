/** The command line as a user runs it: a child process, and what it said. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Workspace } from '../hms/workspace.ts'

export type CliEvent = Readonly<Record<string, unknown>> & { readonly event: string }
export type Ran = {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** With `--json`. */
  readonly events: CliEvent[]
}

const cli = join(import.meta.dirname, '../../main/cli.ts')
const running = new Set<ChildProcess>()

/** With the workspace's credentials in its environment. `uid`: as another account. */
export function startCli(
  { accessKey, appSecret }: Pick<Workspace, 'accessKey' | 'appSecret'>,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  uid?: number,
) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, DAILIES_ACCESS_KEY: accessKey, DAILIES_APP_SECRET: appSecret, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid }),
  })
  running.add(child)
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (status) => {
      running.delete(child)
      resolve({ status, stdout, stderr, events: args.includes('--json') ? eventsOf(stdout) : [] })
    })
  })
  return { child, ended }
}

/** A line that isn't JSON fails here: nothing else may be on standard output. */
function eventsOf(stdout: string): CliEvent[] {
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as CliEvent]))
}

export const eventsNamed = (ran: Ran, name: string): CliEvent[] => ran.events.filter(({ event }) => event === name)

/** Resolves when the child has said something like that. */
export function untilSaid(child: ChildProcess, isIt: (text: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    child.stdout?.on('data', (text: string) => {
      if (isIt(text)) resolve()
    })
  })
}

/** After a test, whatever became of it. */
export function killClis(): void {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
}
