import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRecordingSidecar, type RecordingSidecar, sidecarText } from '../../../main/engine/core/sidecar.ts'

const sidecar: RecordingSidecar = {
  dailies: 'recording',
  version: 1,
  revision: 3,
  workspace: { apiUrl: 'http://api/v2', identity: 'c1', customerId: 'c1', accessKey: null, name: 'Studio' },
  room: { id: 'room1', name: 'Morning show', enabled: true, customerBucket: null },
  session: {
    id: 'session1',
    roomId: 'room1',
    active: false,
    createdAt: '2026-11-20T14:00:00Z',
    createdMs: 1,
    participants: [{ peerId: 'p1', name: 'Ann', role: 'host', userId: null, joinedMs: 1, leftMs: null }],
  },
  recording: {
    kind: 'recording',
    id: 'rec1',
    sessionId: 'session1',
    status: 'ready',
    statusRaw: 'completed',
    createdAt: null,
    startedAt: null,
    stoppedAt: null,
    updatedAt: null,
    sortMs: 5,
    createdMs: null,
    startedMs: null,
    startedBy: null,
    stoppedBy: null,
    destination: null,
    meetingUrl: 'https://meet/abc',
    assetTypes: ['chat'],
    durationS: 55.5,
    sizeBytes: null,
    onlyCopy: false,
    raw: { id: 'rec1', nested: { kept: [1, null] } },
  },
  user: {
    ...{ title: 'Pilot', starred: true, reviewed: false, tags: ['a'], positionS: 12.5 },
    ...{ speakers: { iPhone: 'Ann' }, chatOffsetMs: -1500, sourceOffsetsMs: { asset1: 200 } },
    markers: [{ id: 'm1', startMs: 1500, endMs: null, text: 'Cut', colour: 'red', createdMs: 1, changedMs: 2 }],
    removedMarkers: [],
  },
  assets: [
    {
      id: 'asset1',
      identity: 'asset1',
      jobId: 'rec1',
      roomId: 'room1',
      sessionId: 'session1',
      type: 'chat',
      typeRaw: 'chat',
      format: null,
      layer: null,
      peerId: null,
      width: null,
      height: null,
      path: 's3://bucket/chat.csv',
      statusRaw: 'completed',
      available: true,
      sizeBytes: 74,
      durationS: 0,
      createdAt: null,
      createdMs: null,
      expiresMs: null,
      metadata: {},
      thumbnails: null,
      onlyCopy: false,
      raw: { id: 'asset1' },
      fileName: 'chat.csv',
      state: 'done',
      files: [
        {
          name: 'chat.csv',
          sizeBytes: 74,
          sha256: 'ab',
          verified: true,
          differsFromRecord: false,
          accepted: false,
          checkedAgainst: 'md5',
          finishedMs: 9,
        },
      ],
    },
  ],
}

describe('a recording’s sidecar', () => {
  test('reads back as it was written', () => {
    expect(parseRecordingSidecar(sidecarText(sidecar, null))).toEqual({ kind: 'read', sidecar })
  })

  test('keeps what another version wrote into it, at every level', () => {
    const theirs = JSON.parse(sidecarText(sidecar, null))
    theirs.colour = 'red'
    theirs.user.rating = 5
    theirs.assets[0].peaks = 'peaks.bin'
    theirs.assets[0].files[0].blake3 = 'cd'
    theirs.recording.raw.goneUpstream = true
    const reading = parseRecordingSidecar(JSON.stringify(theirs))
    if (reading.kind !== 'read') throw new Error('not read')
    const written = JSON.parse(sidecarText({ ...sidecar, revision: 4 }, reading.sidecar))
    expect(written).toMatchObject({ colour: 'red', revision: 4, user: { rating: 5, title: 'Pilot' } })
    expect(written.assets[0]).toMatchObject({ peaks: 'peaks.bin', files: [{ blake3: 'cd' }] })
    expect(written.recording.raw).toEqual(sidecar.recording.raw)
  })

  test('of a newer Dailies is recognised before its shape is judged', () => {
    expect(parseRecordingSidecar('{"version": 2, "everything": "else"}')).toEqual({ kind: 'newer', version: 2 })
  })

  test('with a kind or a status nobody knows is read all the same', () => {
    const odd = JSON.parse(sidecarText(sidecar, null))
    odd.recording.status = 'dreaming'
    odd.assets[0].type = 'hologram'
    const reading = parseRecordingSidecar(JSON.stringify(odd))
    expect(reading).toMatchObject({ sidecar: { recording: { status: 'unknown' }, assets: [{ type: 'other' }] } })
  })

  test('that is cut short or is something else is damaged, never a crash', () => {
    const text = sidecarText(sidecar, null)
    fc.assert(
      fc.property(fc.nat(text.length - 3), (length) => {
        expect(parseRecordingSidecar(text.slice(0, length)).kind).toBe('damaged')
      }),
    )
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parseRecordingSidecar(json).kind).not.toBe('read')
      }),
    )
  })
})

test('whatever revision stands there, the changes that are counted on from it keep their order', () => {
  const read = (revision: number): number => {
    const reading = parseRecordingSidecar(JSON.stringify({ ...sidecar, revision }))
    if (reading.kind !== 'read') throw new Error(reading.kind)
    return reading.sidecar.revision
  }
  const large = fc.constantFrom(2 ** 40, 2 ** 52, 2 ** 53 - 1, 2 ** 53, 2 ** 63, 1e300)
  const anything = fc.oneof(fc.nat(), large, fc.double({ min: 0, max: 1e308, noNaN: true }))
  const changes = fc.integer({ min: 1, max: 1_000_000 })
  fc.assert(
    fc.property(anything, changes, changes, (stands, first, more) => {
      const start = read(stands)
      const [earlier, later] = [read(start + first), read(start + first + more)]
      expect([earlier, later]).toEqual([start + first, start + first + more])
      expect(later).toBeGreaterThan(earlier)
      expect(Number.isSafeInteger(later)).toBe(true)
    }),
  )
})
