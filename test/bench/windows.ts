/** The real app and a bare Electron window, started the same way. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunningApp, startApp } from '../e2e/app.ts'
import { launchAsItIs } from '../e2e/launch.ts'

export type Window = RunningApp & { /** Epoch ms, before anything was started. */ readonly askedMs: number }

export async function openBareWindow(): Promise<Window> {
  const askedMs = Date.now()
  return { ...(await startApp({}, undefined, join(import.meta.dirname, 'bare-window'), launchAsItIs)), askedMs }
}

/** `profile`: that of an earlier start, kept by `endKeepingProfile`. */
export async function openApp(environment: Readonly<Record<string, string>>, profile?: string): Promise<Window> {
  const askedMs = Date.now()
  return { ...(await startApp(environment, profile, undefined, launchAsItIs)), askedMs }
}

export async function endKeepingProfile({ quit }: Window): Promise<void> {
  await quit()
}

/** Epoch ms of the first picture of a page that has one. */
export function firstPaintMs({ page }: Pick<Window, 'page'>): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntries().find(({ name }) => name === 'first-contentful-paint')
          if (paint) resolve(performance.timeOrigin + paint.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
}

/** Epoch ms of the frame in which the list first shows a recording and takes the keyboard. */
export async function listShownMs({ page }: Pick<Window, 'page'>): Promise<number> {
  const shown = await page.waitForFunction(
    () => {
      const list = document.querySelector<HTMLElement>('[role=treegrid]')
      const line = list?.querySelector('[role=row] [role=gridcell]:not([aria-busy])')
      return list?.tabIndex === 0 && line ? performance.timeOrigin + performance.now() : null
    },
    undefined,
    { polling: 'raf', timeout: 40_000 },
  )
  return shown.evaluate((ms) => ms ?? 0)
}

/**
 * Bytes of memory that the app holds, all its processes together: each process's proportional share of what several share
 * (Pss; Linux).
 */
export async function memoryBytes({ app }: Window): Promise<number> {
  const root = app.process().pid
  if (root === undefined) throw new Error('The app has no process')
  return memoryOfTree(root)
}

/** The same of any process and all that it has started. */
export async function memoryOfTree(root: number): Promise<number> {
  const sizes = await Promise.all((await treeOf(root)).map(proportionalBytes))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

async function treeOf(root: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name in brackets may hold anything; what follows the last bracket is state and parent.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    parents.set(Number(name), Number(parent))
  }
  const isInside = (pid: number | undefined): boolean =>
    pid !== undefined && pid !== 0 && (pid === root || isInside(parents.get(pid)))
  return [...parents.keys()].filter(isInside)
}

async function proportionalBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024
}
