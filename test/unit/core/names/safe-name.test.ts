import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestName, nameKey, safeName, utf8Length } from '../../../../main/engine/core/names/safe-name.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('.', ' ', '/', '\\', '~', '1', 'C', 'O', 'N', 'é', 'e\u0301', '\u202e', '\u200d', '語', '\0'),
  }),
  fc.constantFrom('CON', 'con.', 'aux .x', 'LPT²', '..', '../..', 'x'.repeat(400), '語'.repeat(200)),
)

describe('a safe name', () => {
  test.each([
    ['Morning show', 'Morning show'],
    ['Show: the 2nd/3rd', 'Show- the 2nd-3rd'],
    ['../../etc', '-.-etc'],
    ['..', 'fallback'],
    ['', 'fallback'],
    [' . ', 'fallback'],
    ['.hidden', 'hidden'],
    ['.dailies', 'dailies'],
    ['ends with a dot.', 'ends with a dot'],
    ['nul\u0000byte', 'nul byte'],
    ['line\nbreak\ttab\u001b[31m', 'line break tab [31m'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['left\u2066right\u2069', 'left right'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['COM¹', '_COM¹'],
    ['Console', 'Console'],
    ['MORNIN~1', 'MORNIN-1'],
    ['C:\\Windows\\win.ini', 'C--Windows-win.ini'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['🎬🧑🏽‍🚀 launch day', '🎬🧑🏽‍🚀 launch day'],
    ['a\ud800b', 'a b'],
  ])('of %j is %j', (text, name) => {
    expect(safeName(text, 'fallback')).toBe(name)
  })

  test('holds nothing that leads elsewhere or that some system refuses, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = safeName(text, 'fallback')
        expect(name).not.toBe('')
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cs}\p{Bidi_Control}]|\.\./u)
        expect(name).not.toMatch(/^[ .]|[ .]$/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i)
        expect(name.normalize('NFC')).toBe(name)
        expect(utf8Length(name)).toBe(Buffer.byteLength(name))
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(longestName.bytes)
      }),
      { numRuns: 2000 },
    )
  })

  test('is its own safe name', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = safeName(text, 'fallback')
        expect(safeName(name, 'other')).toBe(name)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the key of a name', () => {
  test.each([
    ['Twins', 'TWINS'],
    ['Straße', 'STRASSE'],
    ['Caf\u00e9', 'Cafe\u0301'],
    ['a\u200db', 'ab'],
    ['Σ', 'ς'],
  ])('is the same for %j and %j, which some file systems take for one', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })
})
