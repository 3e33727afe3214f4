/**
 * Quits an app as a person does who is sure of it. One that doesn't end is ended here, and the test fails with what can be
 * known of it: without that, a hang is a minute of silence and two bare timeouts.
 */
import { type ChildProcess, execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ElectronApplication } from 'playwright/test'

/** The app itself gives its engine five seconds to close the library; the rest is for a slow machine. */
const endsWithinMs = 30_000
/** Of each log, and of what the app has said. */
const mostLines = 15

/** What to call to quit it, however often; `profile`: where its logs are. */
export function quitting(app: ElectronApplication, profile: string): () => Promise<void> {
  // Playwright knows no process of an app that has ended.
  const child = app.process()
  return () => quit(app, child, profile)
}

async function quit(app: ElectronApplication, child: ChildProcess, profile: string): Promise<void> {
  const said: string[] = []
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  await endsWell(child, { profile, said }, answerAndClose(app))
}

/** Starts the end itself: it would be waited for in vain from an app that no longer answers. */
async function answerAndClose(app: ElectronApplication): Promise<void> {
  // Nobody is there to answer what it asks. An app that is gone already asks nothing.
  await app.evaluate(answerEveryQuestion).catch(() => undefined)
  await app.close()
}

/** Runs in the app. What it says there is read only if it doesn't end. */
function answerEveryQuestion({ app, dialog, BrowserWindow }: typeof Electron.CrossProcessExports): void {
  const say = (words: string) => process.stderr.write(`[quit] ${words}\n`)
  dialog.showMessageBox = async (...given: unknown[]) => {
    say(`it asks ${JSON.stringify(given.at(-1))}`)
    return { response: 0, checkboxChecked: false }
  }
  const windows = () =>
    BrowserWindow.getAllWindows().map((it) => (it.isDestroyed() ? 'one that is gone' : it.getTitle()))
  const events: NodeJS.EventEmitter = app
  for (const name of ['before-quit', 'window-all-closed', 'will-quit', 'quit']) events.on(name, () => say(name))
  setInterval(() => say(`it is still there, with windows: ${windows().join(', ') || 'none'}`), 5000).unref()
}

type Traces = {
  readonly profile: string
  /** What the process has written to its standard error since it was told to end. */
  readonly said: readonly string[]
}

/** Throws when it takes too long, and the process is gone then, too; or when the process ends by crashing. */
export async function endsWell(child: ChildProcess, traces: Traces, ended: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<'too long'>((resolve) => {
    timer = setTimeout(() => resolve('too long'), endsWithinMs)
  })
  const first = await Promise.race([ended, tooLong]).finally(() => clearTimeout(timer))
  if (first === 'too long') {
    const known = await whatIsKnown(child, traces)
    child.kill('SIGKILL')
    throw new Error(`The app didn’t end within ${endsWithinMs / 1000} s of being told to.\n\n${known}`)
  }
  if (child.signalCode === null) return
  throw new Error(`The app was to quit, and crashed: ${child.signalCode}.\n\n${await whatIsKnown(child, traces)}`)
}

async function whatIsKnown({ pid }: ChildProcess, { profile, said }: Traces): Promise<string> {
  const logs = await readdir(join(profile, 'logs')).catch(() => [])
  const parts = [
    ['What it said meanwhile', said.join('')],
    ['Its processes', pid === undefined ? '' : await processesOf(pid)],
    ...(await Promise.all(
      logs.map(async (name) => [name, await readFile(join(profile, 'logs', name), 'utf8').catch(() => '')]),
    )),
  ]
  return parts.map(([name, text = '']) => `${name}:\n${lastLines(text)}`).join('\n\n')
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-mostLines).join('\n') || '(nothing)'

/** It and what it has started: number, parent, state, what it waits for in the kernel, command. Empty where nothing tells. */
async function processesOf(pid: number): Promise<string> {
  const columns = 'pid,ppid,stat,wchan:20,args'
  const { stdout } = await promisify(execFile)('ps', ['-o', columns, '-p', String(pid), '--ppid', String(pid)]).catch(
    () => ({ stdout: '' }),
  )
  return stdout
    .split('\n')
    .map((line) => line.slice(0, 160))
    .join('\n')
}
