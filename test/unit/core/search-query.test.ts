// The language of the search box: what its words mean, and that nothing a person types is an error.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded, parseSearch, type SearchQuery } from '../../../main/engine/core/search-query.ts'
import { searchTerms } from '../../../main/engine/db/search/search-terms.ts'

const parse = (text: string): SearchQuery => parseSearch(text, 'Europe/Berlin')
const nothing = parse('')
/** Of all that a query may ask for, what this one does. */
const asks = (text: string): Partial<SearchQuery> =>
  Object.fromEntries(
    Object.entries(parse(text)).filter(([key, value]) => {
      const none: unknown = Reflect.get(nothing, key)
      return JSON.stringify(value) !== JSON.stringify(none)
    }),
  )
const word = (text: string, open = false) => ({ text, open })
const day = (text: string) => Date.parse(`${text}T00:00:00+01:00`)

describe('words', () => {
  test('are whole, the last one as far as it is typed', () => {
    expect(asks('sea urch')).toEqual({ words: [word('sea'), word('urch', true)] })
    expect(asks('sea urch ')).toEqual({ words: [word('sea'), word('urch')] })
    expect(asks('har* sea ')).toEqual({ words: [word('har', true), word('sea')] })
  })

  test('in quotes stand side by side, also while the quote is open', () => {
    expect(asks('"sea urchin"')).toEqual({ words: [word('sea urchin')] })
    expect(asks('"sea urch')).toEqual({ words: [word('sea urch', true)] })
  })

  test('with a minus must not be there', () => {
    expect(asks('urchin -"sea side" -draft')).toEqual({
      words: [word('urchin')],
      withoutWords: [word('sea side'), word('draft', true)],
    })
    expect(asks('stand-up')).toEqual({ words: [word('stand-up', true)] })
    expect(asks('- urchin')).toEqual(asks('urchin'))
  })
})

describe('filters', () => {
  test('name speakers, rooms and types, with quotes where there is a space', () => {
    expect(asks('speaker:maya room:"morning show" type:chat')).toEqual({
      speakers: [word('maya', true)],
      rooms: ['morning show'],
      sources: ['chat'],
    })
    expect(asks('Speaker:"Maya Lindqvist" -speaker:tom -room:late')).toMatchObject({
      speakers: [word('Maya Lindqvist')],
      withoutSpeakers: [word('tom', true)],
      withoutRooms: ['late'],
    })
  })

  test('know types by the beginning of their names; a title’s are its people too', () => {
    expect(asks('type:trans').sources).toEqual(['transcript'])
    expect(asks('type:title').sources).toEqual(['title', 'participant'])
    expect(asks('type:chat type:marker').sources).toEqual(['chat', 'marker'])
    expect(asks('-type:chat').sources).not.toContain('chat')
  })

  test('take days, months and years, in the library’s time zone', () => {
    expect(asks('after:2026-11')).toEqual({ sinceMs: day('2026-11-01') })
    expect(asks('before:2026')).toEqual({ untilMs: day('2026-01-01') })
    expect(asks('after:2026-11-20 after:2026-11-21 before:2026-11-22')).toEqual({
      sinceMs: day('2026-11-21'),
      untilMs: day('2026-11-22'),
    })
    expect(asks('after:2026-11-20T10:00Z')).toEqual({ sinceMs: Date.UTC(2026, 10, 20, 10) })
  })

  test('ask for nothing while half typed', () => {
    for (const text of ['speaker:', 'room:""', 'type:', 'after:', 'after:20', 'before:2026-', 'after:2026-13'])
      expect(asks(text)).toEqual({})
  })

  test('that aren’t any are words', () => {
    expect(asks('re:think ')).toEqual({ words: [word('re:think')] })
    expect(asks('after:lunch ')).toEqual({ words: [word('after:lunch')] })
    expect(asks('type:film ')).toEqual({ words: [word('type:film')] })
    expect(asks('https://example.com/a ')).toEqual({ words: [word('https://example.com/a')] })
  })
})

describe('anything that can be typed', () => {
  const bits = [
    '"',
    '-',
    ':',
    '*',
    ' ',
    'speaker:',
    'type:',
    'after:',
    'room:',
    'a',
    'é',
    '2026-02-31',
    '\0',
    '(',
    '日本',
  ]
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...bits)).map((parts) => parts.join('')),
  )

  test('is a query, and every word in it could be found', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { words, withoutWords, speakers } = parse(text)
        for (const phrase of [...words, ...withoutWords, ...speakers])
          expect(phrase.text).toMatch(/[\p{L}\p{N}\p{Co}]/u)
        searchTerms(parse(text), () => null)
      }),
    )
  })

  test('in plain words is read back word by word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(words, (all) => {
        expect(parse(`${all.join(' ')} `).words.map(({ text }) => text)).toEqual(all)
        expect(parse(`"${all.join(' ')}"`).words).toEqual([word(all.join(' '))])
      }),
    )
  })
})

test('Names are compared without case and accents', () => {
  expect(folded('Joaquín ÉLODIE Straße')).toBe('joaquin elodie straße')
})
