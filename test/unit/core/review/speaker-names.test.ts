// Renaming: what is shown after any number of changes, in one recording and in the others of its room.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NameChanges, renaming } from '../../../../main/engine/core/review/speaker-names.ts'
import { shownSpeaker } from '../../../../preload/contract/speaker-terms.ts'
import type { SpeakerNames } from '../../../../preload/contract/speakers.ts'

const said = ['iPhone', 'Maya', 'Tom', 'constructor'] as const
const change = fc.record({
  in: fc.constantFrom(0, 1),
  scope: fc.constantFrom('recording' as const, 'room' as const),
  speakers: fc.uniqueArray(fc.constantFrom(...said), { minLength: 1 }),
  name: fc.constantFrom(null, 'Maya', 'Tom Okafor', 'iPhone'),
})

/** As the database keeps them: null says that nothing is said any more. */
const put = (names: SpeakerNames, changes: NameChanges): SpeakerNames =>
  Object.fromEntries(
    Object.entries({ ...names, ...changes }).flatMap(([speaker, name]) => (name === null ? [] : [[speaker, name]])),
  )

test('shows what was said last of a speaker, here and in the rest of the room', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let room: SpeakerNames = {}
      const own: [SpeakerNames, SpeakerNames] = [{}, {}]
      for (const { in: at, ...what } of changes) {
        const before = said.map((speaker) => shownSpeaker({ own: own[at], room }, speaker))
        const next = renaming({ own: own[at], room }, what)
        room = put(room, next.room)
        own[at] = put(own[at], next.own)
        const other = at === 0 ? 1 : 0
        said.forEach((speaker, index) => {
          const meant = what.speakers.some((each) => each === speaker)
          const shown = shownSpeaker({ own: own[at], room }, speaker)
          expect(shown).toBe(meant ? (what.name ?? speaker) : before[index])
          // A recording that never said anything of its own shows what the room says.
          if (what.scope === 'room' && meant && !Object.hasOwn(own[other], speaker)) {
            expect(shownSpeaker({ own: own[other], room }, speaker)).toBe(what.name ?? speaker)
          }
        })
      }
    }),
  )
})

test('a name as the transcript has it is not written down, unless it stands above the room’s', () => {
  const nothing = { own: {}, room: {} }
  const rename = { speakers: ['iPhone'], name: 'iPhone' }
  expect(renaming(nothing, { scope: 'room', ...rename })).toEqual(nothing)
  expect(renaming(nothing, { scope: 'recording', ...rename })).toEqual(nothing)
  const room = { iPhone: 'Tom' }
  expect(renaming({ own: {}, room }, { scope: 'recording', ...rename })).toEqual({
    own: { iPhone: 'iPhone' },
    room: {},
  })
  expect(renaming({ own: {}, room }, { scope: 'room', ...rename })).toEqual({ own: {}, room: { iPhone: null } })
})
