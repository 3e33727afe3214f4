// Two copies that were changed as often: whichever is read first, both come to the same, and nothing that only one says is lost.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ofBoth, type Writings } from '../../../main/engine/core/both-wrote.ts'

const names = fc.dictionary(fc.constantFrom('A', 'B'), fc.constantFrom('Bees', 'Late', null), { noNullPrototype: true })
const writings: fc.Arbitrary<Writings> = fc.record({
  title: fc.constantFrom('Bees', 'Late', null),
  starred: fc.boolean(),
  reviewed: fc.boolean(),
  tags: fc.uniqueArray(fc.constantFrom('x', 'X', 'y', 'z')),
  speakers: names,
  chatOffsetMs: fc.integer({ min: -2, max: 2 }),
  sourceOffsetsMs: fc.dictionary(fc.constantFrom('a', 'b'), fc.integer(), { noNullPrototype: true }),
})

test('either way round is the same, and is the end of it', () => {
  fc.assert(
    fc.property(writings, writings, (one, other) => {
      const both = ofBoth(one, other)
      expect(both).toEqual(ofBoth(other, one))
      if (both === null) return
      expect(ofBoth(both, both)).toBeNull()
      for (const { title, starred, reviewed, tags, speakers } of [one, other]) {
        if (title !== null) expect(both.title).not.toBeNull()
        expect([both.starred || !starred, both.reviewed || !reviewed]).toEqual([true, true])
        for (const tag of tags)
          expect(both.tags.filter((each) => each.toLowerCase() === tag.toLowerCase())).toHaveLength(1)
        expect(Object.keys(both.speakers)).toEqual(expect.arrayContaining(Object.keys(speakers)))
      }
    }),
  )
})
