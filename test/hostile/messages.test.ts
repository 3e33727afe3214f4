// Messages to the engine's port and to its control, thrown at the real handlers over a real library.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { controlHandlers } from '../../main/engine/control.ts'
import { CallServer } from '../../main/link/call-server.ts'
import { commandSchemas } from '../../preload/contract/commands.ts'
import { engineControl } from '../../preload/contract/control.ts'
import { dailiesError } from '../../preload/contract/errors.ts'
import { canary, inputOf, nastyText, nastyValue } from './arbitraries.ts'
import { engineOver, fillLibrary, type RunningEngine, Surroundings } from './library.ts'
import { cases, patienceMs } from './runs.ts'

let surroundings: Surroundings
let running: RunningEngine
let bugs: unknown[]

beforeAll(async () => {
  surroundings = new Surroundings()
  fillLibrary(surroundings.library)
  running = await engineOver(surroundings.library)
  bugs = running.bugs
})
afterAll(async () => {
  await running.engine.stop()
  surroundings.remove()
})

const reportBug = (event: string, fields: unknown) => void bugs.push({ event, fields })
const refusal = z.object({ ok: z.literal(false), error: dailiesError })

/** Messages of any shape; most are calls, and most of those hold what the command wants or nearly so. */
function messageTo(table: Readonly<Record<string, { readonly input: z.ZodType }>>) {
  const names = Object.keys(table)
  const inputs = names.map((name) => {
    const input = inputOf(table[name]?.input ?? z.unknown())
    return fc.record({ call: fc.nat(), name: fc.constant<unknown>(name), input })
  })
  const odd = fc.record({ call: nastyValue, name: fc.oneof(nastyText, fc.constantFrom(...names)), input: nastyValue })
  return fc.oneof({ weight: 12, arbitrary: fc.oneof(...inputs) }, { weight: 1, arbitrary: odd }, nastyValue)
}

test(
  'the engine’s port: every message is answered as its contract says, refused, or ignored',
  async () => {
    const calls = CallServer.of(commandSchemas, running.engine.handlers, reportBug)
    await fc.assert(
      fc.asyncProperty(messageTo(commandSchemas), async (message) => {
        const answer = await calls.answer(message)
        if (answer === null) return
        // What can't be cloned never arrives.
        const arrived = structuredClone(answer)
        expect(bugs).toEqual([])
        if (!arrived.ok) return void refusal.parse(arrived)
        const { name } = z.object({ name: z.string() }).parse(message)
        z.record(z.string(), z.object({ output: z.custom<z.ZodType>() }))
          .parse(commandSchemas)
          [name]?.output.parse(arrived.value)
        expect(JSON.stringify(arrived.value)).not.toContain(canary)
      }),
      cases(),
    )
    surroundings.check()
  },
  patienceMs,
)

test(
  'what the shell asks the engine in the page’s name leads nowhere outside',
  async () => {
    // Of the others the shell itself says what goes in: folders and files that a person has chosen, credentials.
    const names = ['path.ofRecording', 'path.ofAsset', 'path.ofDragged', 'recording.find', 'export.text'] as const
    const asked = Object.fromEntries([...names, 'clip.plan' as const].map((name) => [name, engineControl[name]]))
    const calls = CallServer.of(
      engineControl,
      controlHandlers(() => running.engine),
      reportBug,
    )
    await calls.run('start', { log: 'not used', toldExpiries: 'not used' })
    await fc.assert(
      fc.asyncProperty(messageTo(asked), async (message) => {
        const answer = await calls.answer(message)
        expect(bugs).toEqual([])
        if (answer === null || !answer.ok) return
        const { name } = z.object({ name: z.string() }).parse(message)
        if (!name.startsWith('path.')) return
        for (const path of z.union([z.string(), z.array(z.string())]).parse(answer.value)) {
          expect(path.length === 1 || path.startsWith(surroundings.library), path).toBe(true)
        }
      }),
      cases(),
    )
    surroundings.check()
  },
  patienceMs,
)

test('and whatever was granted or sent to the bin lay in the library', () => {
  expect(running.granted.length).toBeGreaterThan(0)
  expect(running.trashed.length).toBeGreaterThan(0)
  const paths = [...running.trashed, ...running.granted.map(({ path }) => path)]
  expect(paths.filter((path) => !path.startsWith(`${surroundings.library}/`))).toEqual([])
})
