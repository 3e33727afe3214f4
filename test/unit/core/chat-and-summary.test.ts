// Chats and summaries: the documented shapes, the ones that deployed clients saw, and broken ones.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseChat } from '../../../main/engine/adapters/content/chat-file.ts'
import { parseSummary } from '../../../main/engine/core/review/summary.ts'
import { chatMessage, summarySection } from '../../../preload/contract/review.ts'

const media = join(import.meta.dirname, '../../fixtures/media')
const header = 'SenderPeerID,SenderName,SenderUserID,Roles,SentAt,Type,Message'
const start = Date.parse('2026-11-20T07:06:00Z')

describe('a chat', () => {
  test('is on the recording’s time', () => {
    const chat = parseChat(readFileSync(join(media, 'field-notes/chat.csv'), 'utf8'), start)
    expect(chat).toMatchObject({
      ok: true,
      value: [{ atMs: 8000, sender: 'Joaquín Reyes', roles: [], text: 'Depth 12,4 m; visibility 15 m' }],
    })
  })

  test('is read with quotes, line breaks and roles however they are written', () => {
    const csv = `\uFEFF${header}\r\np,Ann,u,"[host,guest]",2026-11-20T07:06:02.5Z,chat,"He said ""hi"",\nthen left"\r\np,Bo,u,[host guest],2026-11-20T07:06:01Z,chat,first\r\n`
    expect(parseChat(csv, start)).toMatchObject({
      value: [
        { atMs: 1000, sender: 'Bo', roles: ['host', 'guest'], text: 'first' },
        { atMs: 2500, sender: 'Ann', roles: ['host', 'guest'], text: 'He said "hi", then left' },
      ],
    })
  })

  test('keeps what follows a comma that nobody put in quotes', () => {
    const csv = `${header}\np,Ann,u,[],2026-11-20T07:06:02Z,chat,Yes, at nine, sharp\np,Bo,u,[],2026-11-20T07:06:03Z,chat,"No, ten"\n`
    expect(parseChat(csv, start)).toMatchObject({ value: [{ text: 'Yes, at nine, sharp' }, { text: 'No, ten' }] })
    const padded = `${header}\np,Ann,u,[],2026-11-20T07:06:02Z,chat,hi,,\np,Ann,u,[],2026-11-20T07:06:02Z,chat,"hi, all",\n`
    expect(parseChat(padded, start)).toMatchObject({ value: [{ text: 'hi' }, { text: 'hi, all' }] })
    const elsewhere = `Message,SenderName,SentAt\nhi,Ann,2026-11-20T07:06:02Z,x\n`
    expect(parseChat(elsewhere, start)).toMatchObject({ value: [{ sender: 'Ann', text: 'hi' }] })
  })

  test('has no times where the start or the moment isn’t known, or they are of different clocks', () => {
    const csv = `${header}\np,Ann,u,[],nonsense,chat,one\np,Ann,u,[],2026-11-19T07:06:02Z,chat,two\np,,u,[],2026-11-20T07:05:59Z,chat,three`
    expect(parseChat(csv, start)).toMatchObject({
      value: [
        { atMs: null, text: 'one' },
        { atMs: null, text: 'two' },
        { atMs: 0, sender: 'Unknown', text: 'three' },
      ],
    })
    expect(parseChat(`${header}\np,Ann,u,[],2026-11-20T07:06:02Z,chat,x`, null)).toMatchObject({
      value: [{ atMs: null }],
    })
  })

  test('is empty without rows, and refused without its columns', () => {
    expect(parseChat('', start)).toEqual({ ok: true, value: [] })
    expect(parseChat(`${header}\n`, start)).toEqual({ ok: true, value: [] })
    expect(parseChat('<Error>AccessDenied</Error>', start)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/Message/),
    })
  })

  test('never throws', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('"', ',', '\n', '""', '[]', '2026-11-20T07:06:02Z'))
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const chat = parseChat(`${header}\n${pieces.join('')}`, start)
        if (chat.ok) for (const message of chat.value) chatMessage.parse(message)
      }),
    )
  })
})

describe('a summary', () => {
  const sections = [
    { title: 'Agenda', format: 'bullets', bullets: ['One', ''], paragraph: '' },
    { title: 'Short', paragraph: 'All of it.' },
    { title: 'Empty' },
    7,
  ]

  test('is read with and without its wrapper, in the order given, without what is empty', () => {
    const expected = {
      ok: true,
      value: [
        { title: 'Agenda', bullets: ['One'], paragraph: '' },
        { title: 'Short', bullets: [], paragraph: 'All of it.' },
      ],
    }
    expect(parseSummary(JSON.stringify({ summary: { sections } }))).toEqual(expected)
    expect(parseSummary(JSON.stringify({ sections }))).toEqual(expected)
  })

  test('keeps the breaks of its paragraphs', () => {
    const file = JSON.stringify({ sections: [{ title: 'All', bullets: [], paragraph: ' one\r\n\n two  more \n' }] })
    expect(parseSummary(file)).toMatchObject({ value: [{ paragraph: 'one\ntwo more' }] })
  })

  test('of every fixture has sections', () => {
    for (const show of ['field-notes', 'morning-harbour']) {
      const summary = parseSummary(readFileSync(join(media, show, 'summary.json'), 'utf8'))
      expect(summary.ok && summary.value.length).toBeGreaterThan(1)
    }
  })

  test('that can’t be read says why, and nothing throws', () => {
    for (const text of ['', '{', '[]', '{"summary":"text"}', 'null']) expect(parseSummary(text).ok).toBe(false)
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const summary = parseSummary(
          JSON.stringify({ sections: [value, { title: value, bullets: value, paragraph: value }] }),
        )
        if (summary.ok) for (const section of summary.value) summarySection.parse(section)
      }),
    )
  })
})
