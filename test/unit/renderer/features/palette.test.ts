// What the palette offers for what is typed, and that it never shows an answer to something else.
import { Film } from 'lucide-react'
import { describe, expect, test } from 'vitest'
import type { FoundIn, Room, SearchHit } from '../../../../preload/contract/library.ts'
import type { AppCommand } from '../../../../renderer/commands/app-command.ts'
import {
  firstIndex,
  type PaletteOption,
  paletteSections,
} from '../../../../renderer/features/palette/palette-options.ts'
import { createPaletteStore, type FoundRecording } from '../../../../renderer/stores/palette-store.ts'
import { recordingRow } from '../../../builders/recording-row.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

const command = (words: string, alike: string): AppCommand => ({ action: 'sync', words, alike, icon: Film })
const commands = [command('Sync now', 'refresh'), command('Dark theme', 'appearance')]
const room: Room = {
  ...{ id: 7, workspaceId: 1, upstreamId: 'r', name: 'Élodie’s show', userTitle: null, title: 'Élodie’s show' },
  ...{ apart: null, recordingCount: 1, localBytes: 0 },
}
const hit = (recordingId: number, source: SearchHit['source'] = 'transcript'): SearchHit => ({
  ...{ recordingId, source, atMs: 4000, speaker: 'Maya', text: 'the bees', marks: [[4, 8]] },
})
const foundIn = (recordingId: number, hits: SearchHit[], more = 0): FoundIn => ({ recordingId, hits, more })
const found = (named: boolean): FoundRecording => ({ row: recordingRow({ id: 1 }), named, hits: [hit(1)], more: 0 })

const words = (option: PaletteOption): string =>
  option.kind === 'command' ? option.command.words : option.kind === 'room' ? option.room.title : option.kind
const offered = (text: string, recordings: readonly FoundRecording[] = []) =>
  paletteSections(text, recordings, new Map(), [room], commands).map(({ title, options }) => [
    title,
    options.map(words),
  ])

describe('the palette offers', () => {
  test('places and every command before anything is typed', () => {
    expect(offered('')).toEqual([
      ['Go to', Array(8).fill('list')],
      ['Commands', ['Sync now', 'Dark theme']],
    ])
  })

  test('what was found first, then rooms and commands whose words begin so, accents apart', () => {
    expect(offered('elo', [found(false)])).toEqual([
      ['Recordings', ['recording', 'hit']],
      ['Go to', ['Élodie’s show']],
    ])
    expect(offered('now sy')).toEqual([['Commands', ['Sync now']]])
    expect(offered('refr')).toEqual([['Commands', ['Sync now']]])
  })

  test('commands only, after the sign', () => {
    expect(offered('> app', [found(false)])).toEqual([['Commands', ['Dark theme']]])
    expect(offered('>')).toEqual([['Commands', ['Sync now', 'Dark theme']]])
  })

  test('what was found, not the recording above it, unless its title was looked for', () => {
    const options = (named: boolean) => paletteSections('bees', [found(named)], new Map(), [], [])[0]?.options ?? []
    expect([firstIndex(options(false)), firstIndex(options(true)), firstIndex([])]).toEqual([1, 0, 0])
  })

  test('how many more there are of a recording, and in their place what was asked for of them', () => {
    const recording = { ...found(false), hits: [hit(1, 'participant'), hit(1)], more: 7 }
    const options = (opened: ReadonlyMap<number, FoundIn>) =>
      paletteSections('bees', [recording], opened, [], [])[0]?.options.map((option) =>
        option.kind === 'hit' ? option.hit.source : option.kind === 'more' ? option.count : option.kind,
      )
    expect(options(new Map())).toEqual(['recording', 'participant', 'transcript', 7])
    const opened = foundIn(1, [hit(1), hit(1, 'chat'), hit(1)], 5)
    expect(options(new Map([[1, opened]]))).toEqual(['recording', 'participant', 'transcript', 'chat', 'transcript', 5])
    expect(options(new Map([[1, { ...opened, more: 0 }]]))).not.toContain(0)
  })
})

describe('asking', () => {
  test('of several texts typed while one is answered, only the last is asked, and only its answer shown', async () => {
    const engine = new FakeEngineLink()
    const store = createPaletteStore(engine.link)
    engine.answer('library.rows', ({ ids }) => ids.map((id) => recordingRow({ id })))
    engine.hold('library.search')
    for (const text of ['b', 'be', 'bee', 'bees']) store.type(text)
    await engine.give('library.search', [foundIn(1, [hit(1)])])
    expect(store.getState()).toMatchObject({ found: [], asking: true })
    expect(engine.waiting.map(({ input }) => input)).toMatchObject([{ filter: { text: 'bees' }, order: 'newest' }])
    await engine.give('library.search', [foundIn(2, [hit(2, 'title'), hit(2)])])
    expect(store.getState()).toMatchObject({ asking: false, found: [{ row: { id: 2 }, named: true, hits: [hit(2)] }] })
    expect(engine.waiting).toEqual([])
  })

  test('for more of a recording goes on where it stands, and ends with what is typed next', async () => {
    const engine = new FakeEngineLink()
    const store = createPaletteStore(engine.link)
    engine.answer('library.rows', ({ ids }) => ids.map((id) => recordingRow({ id })))
    engine.answer('library.search', () => [foundIn(1, [hit(1)], 900)])
    engine.answer('library.searchIn', ({ id, limit }) => foundIn(id, Array(limit).fill(hit(id)), 901 - limit))
    store.type('bees')
    await engine.settled()
    const shown = () => store.getState().opened.get(1)?.hits.length
    await store.more(1)
    expect(shown()).toBe(200)
    await store.more(1)
    expect([shown(), store.getState().opened.get(1)?.more]).toEqual([400, 501])
    store.type('bees in')
    await engine.settled()
    expect(store.getState().opened.size).toBe(0)
  })

  test('is not done for commands, and begins anew when it is opened again', async () => {
    const engine = new FakeEngineLink()
    const store = createPaletteStore(engine.link)
    store.type('> sync')
    await engine.settled()
    expect(engine.waiting).toEqual([])
    store.show(true)
    store.show(false)
    expect(store.getState()).toMatchObject({ open: false, text: '', found: [] })
  })
})
