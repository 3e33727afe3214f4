// A long line of what was found begins a little before the word that was looked for.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortened } from '../../../renderer/ui/shortened.ts'

const summary =
  'Short Summary: Maya and Tom open the show with the harbour bridge, which replaces the ferry from Tuesday on.'
const ferry = (text: string): [number, number] => [text.indexOf('ferry'), text.indexOf('ferry') + 5]

test('a word far into a long line keeps some words before it, and all after it', () => {
  const { text, marks } = shortened(summary, [ferry(summary)])
  expect(text).toBe('… with the harbour bridge, which replaces the ferry from Tuesday on.')
  expect(marks).toEqual([ferry(text)])
})

test('a line that has room, or a word near its beginning, stays whole', () => {
  const short = 'Nine years, and the ferry crews found out on Tuesday.'
  expect(shortened(short, [ferry(short)]).text).toBe(short)
  expect(shortened(summary, [[6, 13]]).text).toBe(summary)
  expect(shortened(summary, []).text).toBe(summary)
})

test('whatever is cut, each mark is still over the same letters', () => {
  const line = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { maxLength: 40 })
  fc.assert(
    fc.property(line, fc.nat(), fc.nat(), (words, from, length) => {
      const text = words.join(' ')
      const start = Math.min(text.length, from % 300)
      const end = Math.min(text.length, start + (length % 20))
      const cut = shortened(text, [[start, end]])
      const [mark] = cut.marks
      expect(cut.text.slice(mark?.[0], mark?.[1])).toBe(text.slice(start, end))
      expect(text.endsWith(cut.text.replace(/^… /, ''))).toBe(true)
    }),
  )
})
