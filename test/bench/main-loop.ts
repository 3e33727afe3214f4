/**
 * How long main keeps a person's keys waiting. Every five milliseconds main looks at the clock, and at what the kernel has
 * counted for its thread since (Linux): how long it worked, and how long it stood ready while others had the processors.
 * Whatever holds main up lies between two looks.
 */
import type { ElectronApplication } from 'playwright/test'
import { z } from 'zod'
import { type Bench, percentile } from './benchmark.ts'

const lookedAt = z.array(z.object({ ms: z.number(), workedMs: z.number(), waitedMs: z.number() }))
/**
 * What lies between two looks. The rest of `ms` main slept: until a thread of Electron's, late itself where others have the
 * processors, woke it for its timer, or until something came that it waited for. Asleep for its timer it would take a key.
 */
export type MainLooks = z.infer<typeof lookedAt>

export function watchMain(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => {
    const { openSync, readSync } = process.getBuiltinModule('node:fs')
    // A process's first thread has its number. Read into the same bytes each time: garbage would be collected meanwhile.
    const counted = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
    const bytes = Buffer.alloc(80)
    const look = () => {
      const text = bytes.toString('latin1', 0, readSync(counted, bytes, 0, bytes.length, 0))
      const [worked = 0, waited = 0] = text.split(' ').map((nanoseconds) => Number(nanoseconds) / 1e6)
      return { ms: performance.now(), workedMs: worked, waitedMs: waited }
    }
    const looks: ReturnType<typeof look>[] = []
    let last = look()
    const timer = setInterval(() => {
      const now = look()
      const { ms, workedMs, waitedMs } = last
      looks.push({ ms: now.ms - ms, workedMs: now.workedMs - workedMs, waitedMs: now.waitedMs - waitedMs })
      last = now
    }, 5)
    Object.assign(globalThis, { mainLooks: looks, mainTimer: timer })
  })
}

/** Since `watchMain`. */
export async function mainLooks(app: ElectronApplication): Promise<MainLooks> {
  const looks = await app.evaluate(() => {
    clearInterval(Reflect.get(globalThis, 'mainTimer'))
    return Reflect.get(globalThis, 'mainLooks')
  })
  return lookedAt.parse(looks)
}

/** Five milliseconds of each delay are the pace of looking. `meanwhile`: what happened, e.g. "while a person types". */
export function tellOfMain(bench: Bench, benchmark: string, looks: MainLooks, meanwhile: string): void {
  const longest = looks.reduce((most, look) => (look.ms > most.ms ? look : most))
  const row = { benchmark, unit: 'ms', baseline: null, goal: { of: 'value', atMost: 20 } } as const
  const delay = `event-loop delay of main ${meanwhile}`
  const delays = looks.map(({ ms }) => ms)
  bench.tell({ ...row, measure: `${delay}, p99`, value: percentile(delays, 0.99) })
  const { ms, workedMs, waitedMs } = longest
  const [worked, waited, slept] = [workedMs, waitedMs, ms - workedMs - waitedMs].map((part) => `${part.toFixed(1)} ms`)
  bench.tell({
    ...row,
    measure: `${delay}, longest`,
    value: ms,
    note: `of it main worked ${worked}, stood ready without a processor ${waited} and slept ${slept}`,
  })
  bench.tell({
    ...row,
    measure: '… the most that main worked between two looks',
    value: Math.max(...looks.map(({ workedMs }) => workedMs)),
    note: `of ${looks.length} looks`,
  })
}
