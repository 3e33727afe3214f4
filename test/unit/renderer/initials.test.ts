// Names in two letters, of all the kinds of names that people join calls with.
import { expect, test } from 'vitest'
import { initialsOf } from '../../../renderer/format/initials.ts'

test.each([
  ['Maya Lindqvist', 'ML'],
  ['  bo  ', 'B'],
  ['Ana María de la Cruz', 'AC'],
  ['Tom (guest)', 'TG'],
  ['žofie černá', 'ŽČ'],
  ['🎬 Studio 2', 'S2'],
  ['王小明', '王'],
  ['👩‍👩‍👧', ''],
  ['', ''],
])('“%s” is “%s”', (name, initials) => {
  expect(initialsOf(name, 'en')).toBe(initials)
})
