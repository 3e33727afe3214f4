import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapedMarkdown } from '../../../main/engine/core/escaped-text.ts'

/** What begins a block of its own, or makes a heading of the line before it (CommonMark 0.31, §4 and §5). */
const beginsBlock =
  /^ {0,3}([-+*]([ \t]|$)|\d{1,9}[.)]([ \t]|$)|#{1,6}([ \t]|$)|>|=+[ \t]*$|-+[ \t]*$|([-*_][ \t]*){3,}$|```|~~~|<)/
const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')

const words = fc.array(
  fc.constantFrom('-', '+', '=', '*', '#', '>', '1', '.', ')', ' ', '\n', '`', '~', '&amp;', '\\', 'Tom'),
)

test('whatever is said, Markdown takes no line of it for a list, a heading, a quote or a rule', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        words.map((some) => some.join('')),
        fc.string(),
      ),
      (text) => {
        const lines = escapedMarkdown(text).split('\n')
        expect(lines.filter((line) => beginsBlock.test(line))).toEqual([])
        expect(unescaped(lines.join('\n'))).toBe(text)
      },
    ),
  )
})

test('what people write now and then', () => {
  expect(escapedMarkdown('- Well, no')).toBe('\\- Well, no')
  expect(escapedMarkdown('1986. What a year')).toBe('1986\\. What a year')
  expect(escapedMarkdown('Take 1 - the ferry, 2 & 3')).toBe('Take 1 - the ferry, 2 & 3')
  expect(escapedMarkdown('&copy; &#169;')).toBe('\\&copy; \\&\\#169;')
})
