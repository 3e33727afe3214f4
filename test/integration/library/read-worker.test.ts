/** The thread that answers a window's questions dies under a real engine: it is started again, and the person gets an answer. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { workerFilesInSource } from '../../../main/engine/worker-files.ts'
import { CallServer } from '../../../main/link/call-server.ts'
import { commandSchemas } from '../../../preload/contract/commands.ts'
import { engineOver, fillLibrary, type RunningEngine, Surroundings } from '../../hostile/library.ts'

const here = pathToFileURL(`${import.meta.dirname}/`)
let surroundings: Surroundings
let running: RunningEngine
let calls: CallServer

beforeEach(() => {
  surroundings = new Surroundings()
  fillLibrary(surroundings.library)
})
afterEach(async () => {
  await running.engine.stop()
  surroundings.remove()
})

async function openWith(...deaths: readonly ('throws' | 'exits')[]): Promise<void> {
  writeFileSync(join(surroundings.root, 'deaths'), deaths.join('\n'))
  const workers = {
    ...workerFilesInSource(new URL('../../../main/engine/', here)),
    read: new URL('../../fakes/dying-read-worker.ts', here),
  }
  running = await engineOver(surroundings.library, { workers })
  calls = CallServer.of(commandSchemas, running.engine.handlers, () => undefined)
}

const questions = () =>
  Promise.all([
    calls.run('library.overview', {}),
    calls.run('review.open', { id: 1 }),
    calls.run('library.attention', {}),
  ])

test.each(['throws', 'exits'] as const)(
  'one that %s is started again, and all that it was asked is answered',
  async (death) => {
    await openWith(death)
    expect(await questions()).toMatchObject([
      { ok: true, value: { counts: { all: 3 } } },
      { ok: true, value: { texts: { transcript: { source: 'json' } } } },
      { ok: true },
    ])
  },
)

test('one that dies again is not asked a third time, and the next question is answered', async () => {
  await openWith('throws', 'exits')
  expect(await calls.run('library.overview', {})).toMatchObject({ ok: false, error: { kind: 'internal' } })
  expect(await calls.run('library.overview', {})).toMatchObject({ ok: true, value: { counts: { all: 3 } } })
})
