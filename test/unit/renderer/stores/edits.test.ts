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
    await engine.give('recording.edit', { edited: piece })
  }
  expect((await saving).edited).toEqual(many)
  await edits.settled()
  expect(engine.waiting).toEqual([])
})

test('a change that is refused is settled, and sends nothing more', async () => {
  const engine = new FakeEngineLink()
  const edits = new Edits(engine.link)
  const saving = edits.save(many, tagged)
  await engine.give('recording.edit', { edited: many.slice(0, 1000) })
  await engine.fail('recording.edit', { kind: 'folder', message: 'The folder can’t be written.' })
  await edits.settled()
  expect(await saving).toMatchObject({ edited: many.slice(0, 1000), error: { kind: 'folder' } })
  expect(engine.waiting).toEqual([])
})
