// Changes of many recordings are on their way for a while: another library waits until they have arrived in their own.
import { expect, test } from 'vitest'
import { Edits } from '../../../../renderer/stores/edits.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

const many = Array.from({ length: 2500 }, (_, at) => at + 1)
const tagged = { kind: 'tag', tag: 'keep', tagged: true } as const

test('nothing is settled before the last piece of a change is answered', async () => {
  const engine = new FakeEngineLink()
  const edits = new Edits(engine.link)
  const saving = edits.save(many, tagged)
  let settled = false
  void edits.settled().then(() => {
    settled = true
  })
  for (const piece of [many.slice(0, 1000), many.slice(1000, 2000), many.slice(2000)]) {
    expect(settled).toBe(false)
    await engine.give('recording.edit', { edited: piece, error: null })
  }
  expect((await saving).edited).toEqual(many)
  await edits.settled()
  expect(engine.waiting).toEqual([])
})

test('a change that fails part of the way is settled, sends nothing more, and says how many were changed', async () => {
  const engine = new FakeEngineLink()
  const edits = new Edits(engine.link)
  const saving = edits.save(many, tagged)
  const failure = { kind: 'folder', message: 'The folder can’t be written.' } as const
  await engine.give('recording.edit', { edited: many.slice(0, 1000), error: null })
  await engine.give('recording.edit', { edited: many.slice(1000, 1069), error: failure })
  await edits.settled()
  const message = '1,069 were changed, then: The folder can’t be written.'
  expect(await saving).toEqual({ edited: many.slice(0, 1069), error: { kind: 'folder', message } })
  expect(engine.waiting).toEqual([])
})

test('of a change that is refused as a whole only the reason is said', async () => {
  const engine = new FakeEngineLink()
  const saving = new Edits(engine.link).save(many, tagged)
  const failure = { kind: 'folder', message: 'The folder can’t be written.' } as const
  await engine.fail('recording.edit', failure)
  expect(await saving).toEqual({ edited: [], error: failure })
})
