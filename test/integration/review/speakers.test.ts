// Speakers renamed and times put right: in the sidecars, the search index and what is exported, through rebuilds and merges.
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { parseSession } from '../../../main/engine/adapters/api/recordings-api-schemas.ts'
import { parseTranscriptJson } from '../../../main/engine/core/transcript/parse-json.ts'
import { SyncRepository } from '../../../main/engine/db/sync/sync-repository.ts'
import { Archive } from '../../../main/engine/reader/archive.ts'
import { shownSpeaker } from '../../../preload/contract/speaker-terms.ts'
import { loseDatabase, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'
import { rebuilt, Studio, said, startedMs } from '../../builders/studio.ts'

afterEach(removeFolders)

const roomJson = (path: string) => JSON.parse(readFileSync(join(path, 'Morning show/room.json'), 'utf8'))

describe('a speaker renamed for the room', () => {
  test('has that name in every recording of it: shown, found, listed and exported', async () => {
    const path = makeFolder()
    const studio = new Studio(path)
    const room = studio.folder.room('room1', 'Morning show')
    const [one, other] = [await studio.recorded('rec1', room), await studio.recorded('rec2', room)]
    await studio.rename({ recordingId: one, scope: 'room', speakers: ['iPhone'], name: 'Tom Okafor' })

    for (const id of [one, other]) {
      expect(studio.shown(id)).toEqual(['Tom Okafor', 'Maya', 'Tom Okafor'])
      expect(studio.exported(id)).toContain('Tom Okafor: Good morning everybody.')
      expect(studio.exported(id)).not.toContain('iPhone')
      // What `dailies export` writes.
      const { transcript } = new Archive(studio.folder.library).transcript(id)
      expect(transcript?.lines[0]?.speaker).toBe('Tom Okafor')
    }
    expect(studio.found('okafor')).toEqual(Array(6).fill('Tom Okafor'))
    expect(studio.found('umbrella')).toEqual(['Tom Okafor', 'Tom Okafor'])
    expect(studio.found('iphone')).toEqual([])
    expect(studio.speakersOf()).toEqual(['Maya', 'Tom Okafor'])
    expect(roomJson(path).user.speakers).toEqual({ iPhone: 'Tom Okafor' })
    // Answered once the sidecar is there; both recordings' windows are told.
    expect(studio.poked).toContainEqual([one, other])
  })

  test('can be someone else in one recording, and be called as in the transcript again', async () => {
    const studio = new Studio(makeFolder())
    const room = studio.folder.room('room1', 'Morning show')
    const [one, other] = [await studio.recorded('rec1', room), await studio.recorded('rec2', room)]
    await studio.rename({ recordingId: one, scope: 'room', speakers: ['iPhone'], name: 'Tom' })
    await studio.rename({ recordingId: other, scope: 'recording', speakers: ['iPhone'], name: 'Maya' })
    expect(studio.shown(one)).toEqual(['Tom', 'Maya', 'Tom'])
    // Merged: two names shown as one are one speaker.
    expect(studio.shown(other)).toEqual(['Maya', 'Maya', 'Maya'])
    expect(studio.exported(other)).toContain('Maya: Good morning everybody.')

    await studio.rename({ recordingId: one, scope: 'recording', speakers: ['iPhone'], name: null })
    expect(studio.shown(one)).toEqual(['iPhone', 'Maya', 'iPhone'])
    await studio.rename({ recordingId: one, scope: 'room', speakers: ['iPhone'], name: 'Tom' })
    expect(studio.shown(one)).toEqual(['Tom', 'Maya', 'Tom'])
    await studio.rename({ recordingId: other, scope: 'room', speakers: ['iPhone', 'Maya'], name: null })
    for (const id of [one, other]) expect(studio.shown(id)).toEqual(['iPhone', 'Maya', 'iPhone'])
    expect(studio.found('iphone')).toHaveLength(6)
    expect(studio.folder.count('SELECT count(*) FROM search_lines WHERE said_as IS NOT NULL')).toBe(0)
  })

  test('keeps the name when the database is lost', async () => {
    const path = makeFolder()
    const before = new Studio(path)
    const room = before.folder.room('room1', 'Morning show')
    const one = await before.recorded('rec1', room)
    await before.rename({ recordingId: one, scope: 'room', speakers: ['iPhone'], name: 'Tom' })
    await before.rename({ recordingId: one, scope: 'recording', speakers: ['Maya'], name: 'Maya Lindqvist' })
    before.close()
    loseDatabase(path)

    const after = await rebuilt(path)
    expect(after.shown(after.upstreamId('rec1'))).toEqual(['Tom', 'Maya Lindqvist', 'Tom'])
    expect(after.found('tom')).toHaveLength(3)
    expect(after.speakersOf()).toEqual(['Maya Lindqvist', 'Tom'])
  })

  test('keeps the names of two libraries put into one, and what was undone stays undone', async () => {
    const [path, copy] = [makeFolder(), makeFolder()]
    const first = new Studio(path)
    const room = first.folder.room('room1', 'Morning show')
    const id = await first.recorded('rec1', room)
    await first.rename({ recordingId: id, scope: 'room', speakers: ['iPhone'], name: 'Tom' })
    first.close()
    cpSync(path, copy, { recursive: true })

    const second = new Studio(copy)
    await second.rename({ recordingId: id, scope: 'room', speakers: ['iPhone'], name: null })
    second.close()
    const again = new Studio(path)
    await again.rename({ recordingId: id, scope: 'room', speakers: ['Maya'], name: 'Maya L.' })
    await again.rename({ recordingId: id, scope: 'room', speakers: ['Maya'], name: 'Maya Lindqvist' })
    again.close()
    // The copy undid one name; the original gave another, later.
    cpSync(join(copy, 'Morning show'), join(path, 'Copied show'), { recursive: true })
    loseDatabase(path)
    const merged = await rebuilt(path)
    expect(merged.shown(merged.upstreamId('rec1'))).toEqual(['Tom', 'Maya Lindqvist', 'Tom'])
  })

  test('is renamed in the index after a crash in between', async () => {
    const path = makeFolder()
    const before = new Studio(path)
    const one = await before.recorded('rec1', before.folder.room('room1', 'Morning show'))
    await before.index.stop()
    valueIn(
      await before.handlers['speakers.rename']({ recordingId: one, scope: 'room', speakers: ['iPhone'], name: 'Tom' }),
    )
    expect(before.found('tom')).toEqual([])
    before.close()
    const after = new Studio(path)
    await after.index.renameSpeakers()
    expect(after.found('tom')).toHaveLength(3)
    expect(after.folder.count('SELECT count(*) FROM renamed_recordings')).toBe(0)
  })

  test('is also who speaks in the session’s other recording, which has no transcript of its own', async () => {
    const studio = new Studio(makeFolder())
    const room = studio.folder.room('room1', 'Morning show')
    const spoken = await studio.recorded('rec1', room)
    const stream = studio.folder.recording('rec2', room, startedMs + 500)
    studio.folder.library.db.exec(`UPDATE recordings SET session_upstream_id = 'one'`)
    const { speakers } = studio.review(stream)
    expect(speakers.recordingId).toBe(spoken)
    await studio.rename({
      ...{ recordingId: speakers.recordingId, scope: 'recording' },
      speakers: ['iPhone'],
      name: 'Tom',
    })
    expect(studio.shown(stream)).toEqual(['Tom', 'Maya', 'Tom'])
    // On its own clock: it began half a second later.
    expect(studio.exported(stream)).toContain('00:00:00,500 --> 00:00:01,400\r\nTom: Good morning everybody.')
  })

  test('of a recording without a room is refused in words, and nothing changes', async () => {
    const studio = new Studio(makeFolder())
    const id = studio.folder.recording('rec1', null)
    const refused = await studio.handlers['speakers.rename']({
      ...{ recordingId: id, scope: 'room', speakers: ['iPhone'], name: 'Tom' },
    })
    expect(refused).toMatchObject({ ok: false, error: { kind: 'invalid', message: /belongs to no room/ } })
  })
})

test('names that objects have of their own are names like any other', async () => {
  const names = { own: {}, room: { iPhone: 'constructor' } }
  expect(['constructor', 'toString', 'iPhone'].map((name) => shownSpeaker(names, name))).toEqual([
    'constructor',
    'toString',
    'constructor',
  ])
  const parsed = parseTranscriptJson(JSON.stringify({ sentences: [said('__proto__', 'hm', 1)] }))
  expect(parsed.ok && parsed.value.lines[0]?.speaker).toBe('__proto__')
})

describe('participants that come after the transcript', () => {
  const peer = (id: string, text: string, at: number) => ({ ...said('', text, at), peer_id: id })
  const spoken = JSON.stringify({
    sentences: [peer('p1', 'Good morning everybody.', 1000), { ...peer('p2', 'Rain until ten.', 2000), name: 'Maya' }],
  })

  async function unnamed(studio: Studio): Promise<number> {
    const id = studio.folder.recording('rec1', studio.folder.room('room1', 'Morning show'), startedMs)
    studio.folder.library.db.exec(`UPDATE recordings SET session_upstream_id = 'one'`)
    studio.folder.finish(studio.folder.asset(id, { id: 'text', type: 'transcript', format: 'json' }), spoken)
    await studio.index.importRecording(id)
    return id
  }

  /** What 100ms says of the session; which recordings are to be read again. */
  function learn(studio: Studio, id: number, names: Readonly<Record<string, string>>): readonly number[] {
    const misnamed: number[] = []
    const { db } = studio.folder.library
    const store = new SyncRepository(db, { afterPage: ({ misnamedIds }) => void misnamed.push(...misnamedIds) })
    const peers = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, { id: key, name }]))
    const workspaceId = db.prepare<[number], number>('SELECT workspace_id FROM recordings WHERE id = ?').pluck().get(id)
    const session = parseSession({ id: 'one', peers })
    if (!session.ok) throw new Error(session.error.reason)
    store.applySession(workspaceId ?? 0, session.value.item, 0)
    return misnamed
  }

  test('give their names to the lines that had none or others, at once and after a crash in between', async () => {
    const path = makeFolder()
    const before = new Studio(path)
    const id = await unnamed(before)
    expect(before.speakersOf()).toEqual(['Maya'])
    expect(learn(before, id, { p1: 'Tom Okafor', p2: 'Maya' })).toEqual([id])
    await before.index.importRecording(id)
    expect([before.found('morning'), before.found('okafor')]).toEqual([['Tom Okafor'], ['Tom Okafor']])
    expect(before.speakersOf()).toEqual(['Maya', 'Tom Okafor'])

    expect(learn(before, id, { p1: 'Tom Okafor', p2: 'Maya Lindqvist' })).toEqual([id])
    before.close()
    const after = new Studio(path)
    await after.index.importMissing()
    expect(after.found('rain')).toEqual(['Maya Lindqvist'])
    expect(after.folder.count('SELECT count(*) FROM search_lines')).toBe(2)
  })

  test('that say what is known already, or nothing, have nothing read again', async () => {
    const studio = new Studio(makeFolder())
    const id = await unnamed(studio)
    expect(learn(studio, id, { p2: 'Maya' })).toEqual([])
    expect(learn(studio, id, { p1: ' ', p2: 'Maya', p3: 'Ann' })).toEqual([])
    expect(studio.found('rain')).toEqual(['Maya'])
  })
})

describe('times put right', () => {
  test('of a chat move its messages where they are found, and outlive the database', async () => {
    const path = makeFolder()
    const before = new Studio(path)
    const id = await before.recorded('rec1', before.folder.room('room1', 'Morning show'))
    const at = (studio: Studio) => studio.folder.count(`SELECT at_ms FROM search_lines WHERE source = 'chat'`)
    expect([at(before), before.review(id).chat?.[0]?.atMs]).toEqual([10_000, 10_000])
    valueIn(await before.handlers['review.offset']({ of: { kind: 'chat', recordingId: id }, offsetMs: -2500 }))
    expect(at(before)).toBe(7500)
    expect(before.review(id).chatClock).toEqual({ recordingId: id, offsetMs: -2500 })
    before.close()
    loseDatabase(path)
    const after = await rebuilt(path)
    expect(at(after)).toBe(7500)
    expect(after.review(after.upstreamId('rec1')).chatClock).toMatchObject({ offsetMs: -2500 })
  })

  test('of a source are its own, by what upstream calls it', async () => {
    const path = makeFolder()
    const before = new Studio(path)
    const id = await before.recorded('rec1', before.folder.room('room1', 'Morning show'))
    const assetId = before.folder.asset(id, { id: 'track-1', type: 'track' })
    before.folder.finish(assetId, 'sound')
    valueIn(await before.handlers['review.offset']({ of: { kind: 'source', assetId }, offsetMs: 300 }))
    expect(before.review(id).sources).toMatchObject([{ assetId, adjustedByMs: 300 }])
    before.close()
    loseDatabase(path)
    const after = await rebuilt(path)
    expect(after.review(after.upstreamId('rec1')).sources).toMatchObject([{ adjustedByMs: 300 }])
  })
})
