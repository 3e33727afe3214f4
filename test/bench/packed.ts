/**
 * The packed app (`npm run pack`) against a bare Electron window: from nothing to its first picture, and memory with no
 * library. Both are started as a person starts them, without Playwright attached to the main process.
 */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runCommand } from '../../build/run-command.ts'
import { electronExecutable, repositoryRoot } from '../../build/runtime-paths.ts'
import { packedExecutable, startOverDevtools } from '../e2e/packed-app.ts'
import { type Bench, type Benchmark, median } from './benchmark.ts'
import { firstPaintMs, memoryOfTree } from './windows.ts'

/** Start-up's garbage is gone and all caches are filled. */
const restMs = 5000

export const packed: Benchmark = {
  name: 'packed',
  about: 'the packed app: start and memory, against a bare window',
  run: async (bench: Bench) => {
    // Of the bundles that all benchmarks of this run use.
    await runCommand(process.execPath, [join(repositoryRoot, 'build/pack.ts'), '--built'], { cwd: repositoryRoot })
    const bare = { program: electronExecutable(), args: [join(import.meta.dirname, 'bare-window')] }
    const app = { program: packedExecutable, args: [] }
    const measured = { bare: [] as Measured[], app: [] as Measured[] }
    for (let turn = 0; turn < bench.repeats; turn += 1) {
      measured.bare.push(await measure(bare, bench.folder))
      measured.app.push(await measure(app, bench.folder))
    }
    const row = (measure: string, of: (each: Measured) => number, unit: 'ms' | 'MiB', atMost: number) =>
      bench.tell({
        ...{ benchmark: 'packed', measure, unit, goal: { of: 'ratio', atMost } as const },
        value: median(measured.app.map(of)),
        baseline: { what: 'a bare window', value: median(measured.bare.map(of)) },
      })
    row('start of the packed app to its first picture', ({ ms }) => ms, 'ms', 1.5)
    row('memory of the packed app without a library', ({ bytes }) => bytes / 2 ** 20, 'MiB', 1.3)
  },
}

type Program = { readonly program: string; readonly args: readonly string[] }
type Measured = { readonly ms: number; readonly bytes: number }

async function measure({ program, args }: Program, folder: string): Promise<Measured> {
  const profile = await mkdtemp(join(folder, 'profile-'))
  const askedMs = Date.now()
  const running = await startOverDevtools(program, args, profile, {})
  try {
    const ms = (await firstPaintMs(running)) - askedMs
    await delay(restMs)
    return { ms, bytes: await memoryOfTree(running.pid) }
  } finally {
    await running.close()
  }
}
