import { describe, expect, test } from 'vitest'
import type { DownloadRow } from '../../../../preload/contract/download.ts'
import type { SyncStatus } from '../../../../preload/contract/workspace.ts'
import { groupDownloads, lineHeight, linesOf } from '../../../../renderer/features/downloads/download-groups.ts'
import { holdWords } from '../../../../renderer/features/downloads/hold-words.ts'
import { rowState, runningShare } from '../../../../renderer/features/library/list/row-state.ts'
import { mostUrgent, syncWords } from '../../../../renderer/features/window/sync-words.ts'
import { expiryMatters } from '../../../../renderer/format/expiry.ts'
import { connectionOf, emptyFields, tokenExpiryMs } from '../../../../renderer/forms/connection-form.ts'
import { chipsAreSet, emptyFilter, widened, withoutChips } from '../../../../renderer/stores/filter.ts'
import {
  compositeChoice,
  defaultPolicy,
  hasTexts,
  withComposites,
  withTexts,
} from '../../../../renderer/stores/policy.ts'
import { recordingRow } from '../../../builders/recording-row.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const day = 86_400_000

describe('a row’s glyph', () => {
  test.each([
    ['live', recordingRow({ status: 'recording' })],
    ['cloud', recordingRow()],
    ['here', recordingRow({ local: 'complete', assets: { total: 4, done: 4, wanted: 0, failed: 0 } })],
    ['partial', recordingRow({ local: 'partial', assets: { total: 4, done: 1, wanted: 0, failed: 0 } })],
    ['queued', recordingRow({ assets: { total: 4, done: 1, wanted: 3, failed: 0 } })],
    ['warning', recordingRow({ local: 'partial', assets: { total: 4, done: 3, wanted: 0, failed: 1 } })],
    [
      'only-copy',
      recordingRow({ onlyCopy: true, local: 'complete', assets: { total: 4, done: 4, wanted: 0, failed: 0 } }),
    ],
    ['gone', recordingRow({ onlyCopy: true })],
    ['waiting', recordingRow({ status: 'finishing' })],
  ])('is %s', (state, row) => expect(rowState(row, null).state).toBe(state))

  test('is a ring of all its files while one of them runs', () => {
    const row = recordingRow({ id: 7, assets: { total: 4, done: 1, wanted: 3, failed: 0 } })
    const running = [{ assetId: 1, recordingId: 7, bytesDone: 50, totalBytes: 100, bytesPerS: 1 }]
    expect(rowState(row, runningShare(row, running, [7]))).toMatchObject({ state: 'progress', progress: 1.5 / 4 })
    expect(runningShare(recordingRow({ id: 8 }), running, [8])).toBeNull()
  })

  test('days left matter within a week, unless everything is here', () => {
    expect(expiryMatters(recordingRow({ expiresMs: now + 3 * day }), now)).toBe(true)
    expect(expiryMatters(recordingRow({ expiresMs: now + 10 * day }), now)).toBe(false)
    expect(expiryMatters(recordingRow({ expiresMs: now + 3 * day, local: 'complete' }), now)).toBe(false)
  })
})

describe('the queue', () => {
  const row = (assetId: number, state: DownloadRow['state']): DownloadRow => ({
    assetId,
    recordingId: 1,
    recordingTitle: 'Morning show',
    recordingStartedMs: null,
    label: 'Composite',
    state,
    totalBytes: null,
    bytesDone: 0,
    reason: null,
    step: null,
    retryAtMs: null,
    attempts: 0,
    expiresMs: null,
    byHand: false,
    finishedMs: null,
  })

  const counts = {
    ...{ none: 0, queued: 1, running: 2, waiting: 1, paused: 0, done: 1, failed: 1, unavailable: 1 },
    ...{ cancelled: 0, removed: 0 },
  }

  test('shows what failed above what waits, and keeps the engine’s order within', () => {
    const rows = [
      row(1, 'running'),
      row(2, 'waiting'),
      row(3, 'queued'),
      row(4, 'failed'),
      row(5, 'unavailable'),
      row(6, 'done'),
      // Taken out of the queue, but nothing of it has come.
      row(7, 'running'),
    ]
    const groups = groupDownloads({ rows, counts }, new Set([1])).map(({ kind, rows: own }) => [
      kind,
      own.map((each) => each.assetId),
    ])
    expect(groups).toEqual([
      ['running', [1]],
      ['failed', [4, 5]],
      ['waiting', [2, 3, 7]],
      ['done', [6]],
    ])
  })

  test('says how many more there are than it lists', () => {
    const groups = groupDownloads(
      { rows: [row(1, 'queued'), row(2, 'failed')], counts: { ...counts, queued: 20_000 } },
      new Set(),
    )
    expect(linesOf(groups).flatMap((line) => (line.kind === 'more' ? [line.words] : []))).toEqual([
      'and 1 more',
      'and 20,000 more in line',
    ])
  })

  test('a reason that is longer than its line has two', () => {
    const reason =
      'The file is no longer in storage. 100ms deletes what it hosts after 15 days, so it can’t be had any more.'
    const height = (widthPx: number) =>
      lineHeight({ kind: 'row', key: '1', row: { ...row(1, 'failed'), reason } }, widthPx)
    expect([height(420), height(1040)]).toEqual([72, 56])
  })

  test('a full disk says how much is left and how much it waits for', () => {
    const said = holdWords({ kind: 'disk-full', freeBytes: 1_200_000_000, floorBytes: 5_000_000_000 }, 'UTC')
    expect(said?.words).toMatch(/^Your disk has 1[.,]2 GB left; downloads wait until there are 5[.,]0 GB\.$/)
  })
})

describe('sync in one line', () => {
  const status = (phase: SyncStatus['phase']): SyncStatus => ({
    workspaceId: 1,
    phase,
    lastFinishedMs: now - 12 * 60_000,
    firstSyncDone: true,
    clockAheadMs: 0,
  })

  test('of several workspaces the one that needs the person speaks', () => {
    const stopped = status({ kind: 'stopped', error: { kind: 'unauthorized', reason: 'expired', message: 'Expired.' } })
    expect(mostUrgent([status({ kind: 'idle' }), stopped])).toBe(stopped)
  })

  test('when idle it says when it last was', () => {
    expect(syncWords(status({ kind: 'idle' }), now).line).toBe('Synced 12 minutes ago')
  })
})

describe('the connect form', () => {
  test('is complete with both parts of a key, or a token', () => {
    expect(connectionOf({ ...emptyFields, accessKey: 'k' })).toBeNull()
    expect(connectionOf({ ...emptyFields, accessKey: ' k ', appSecret: 's' })?.credentials).toEqual({
      kind: 'key',
      accessKey: 'k',
      appSecret: 's',
    })
    expect(connectionOf({ ...emptyFields, kind: 'token', token: 't' })?.credentials.kind).toBe('token')
    expect(connectionOf({ ...emptyFields, kind: 'token', token: 't', apiUrl: 'ftp://x' })).toBeNull()
  })

  test('reads when a pasted token expires, and survives one that is none', () => {
    const payload = btoa(JSON.stringify({ exp: 1_800_000_000 })).replaceAll('=', '')
    expect(tokenExpiryMs(`x.${payload}.y`)).toBe(1_800_000_000_000)
    expect(tokenExpiryMs('nonsense')).toBeNull()
    expect(tokenExpiryMs('a.%%%.c')).toBeNull()
    expect(tokenExpiryMs(`x.${btoa('{"exp":1e18}')}.y`)).toBeNull()
  })
})

describe('filters and policy', () => {
  test('where nothing is found one step back clears the search alone, then the chips, then goes to everything', () => {
    const starred = { ...emptyFilter, list: 'starred' as const }
    const narrowed = { ...starred, statuses: ['failed' as const] }
    expect(widened({ ...narrowed, text: 'slate' })).toEqual(narrowed)
    expect(widened(narrowed)).toEqual(starred)
    expect(widened({ ...emptyFilter, roomIds: [4] })).toEqual(emptyFilter)
  })

  test('clearing the chips keeps place and search', () => {
    const filter = {
      ...emptyFilter,
      list: 'starred' as const,
      text: 'slate',
      statuses: ['failed' as const],
      sinceMs: 5,
    }
    expect(chipsAreSet(filter)).toBe(true)
    expect(withoutChips(filter)).toEqual({ ...emptyFilter, list: 'starred', text: 'slate' })
  })

  test('the default takes texts and composites that are about to go; each can be changed alone', () => {
    expect(hasTexts(defaultPolicy)).toBe(true)
    expect(compositeChoice(defaultPolicy)).toBe('expiring')
    expect(compositeChoice(withComposites(defaultPolicy, 'all'))).toBe('all')
    const none = withComposites(defaultPolicy, 'none')
    expect(compositeChoice(none)).toBe('none')
    expect(hasTexts(none)).toBe(true)
    expect(compositeChoice(withTexts(defaultPolicy, false))).toBe('expiring')
  })
})
