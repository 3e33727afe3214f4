/** Programs that a benchmark measures, or that must not disturb it, run as processes of their own. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill()
})

export function startChild(name: string, values: Readonly<Record<string, string | number>>): ChildProcess {
  const args = Object.entries(values).map(([key, value]) => `--${key}=${value}`)
  const child = fork(join(import.meta.dirname, 'process', `${name}.ts`), args)
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** What it says next. Rejects when it ends without a word. */
export function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`${child.spawnargs[1]} ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}

export async function runChild(name: string, values: Readonly<Record<string, string | number>>): Promise<unknown> {
  const child = startChild(name, values)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const answer = await answerOf(child)
  await gone
  return answer
}
