// Downloads from end to end: simulated 100ms, real HTTP, real worker, real files. Every file is compared by hash.
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ShowDownloads, showBytes } from '../../builders/show-downloads.ts'
import type { AssetSpec } from '../../hms/asset-builder.ts'

let show: ShowDownloads

beforeEach(async () => {
  show = await ShowDownloads.start()
})

afterEach(() => show.close())

describe('a download', () => {
  test('ends exact, verified, named, in its recording’s sidecar', async () => {
    const id = await show.composite()
    await show.library.download(id)
    show.expectExact(id)
    expect(show.library.files(id)).toMatchObject([{ verified: 1, differs_from_record: 0, checked_against: 'md5' }])
    expect(readFileSync(show.library.path(id, 'recording.json'), 'utf8')).toContain(show.workspace.control.sha256(id))
    expect(show.library.synced.one('SELECT assets_done FROM recordings')).toBe(1)
  })

  test('of every kind of text is checked and handed to the search index', async () => {
    const ids = await show.synced([
      { type: 'transcript', outputMode: 'json', content: { text: '{"sentences":[]}' } },
      { type: 'transcript', outputMode: 'srt', content: { text: '1\n00:00:01,010 --> 00:00:02,000\nAna: hello\n' } },
      { type: 'transcript', outputMode: 'txt', content: { text: 'Ana: hello\n' } },
      { type: 'summary', outputMode: 'json', content: { text: '{"sections":[]}' } },
      { type: 'chat', content: { text: 'SenderPeerID,SenderName,SenderUserID,Roles,SentAt,Type,Message\n' } },
    ])
    await show.library.download(...ids)
    expect(ids.map((id) => show.library.files(id).map((file) => [file.name, file.verified]))).toEqual([
      [['transcript.json', 1]],
      [['transcript.srt', 1]],
      [['transcript.txt', 1]],
      [['summary.json', 1]],
      [['chat.csv', 1]],
    ])
    for (const id of ids)
      expect(show.library.hashOnDisk(id, show.library.files(id)[0]?.name ?? '')).toBe(show.workspace.control.sha256(id))
    expect(show.library.imported.length).toBeGreaterThan(0)
  })

  test('several at a time are each exact', async () => {
    const sizes = [900_000, 3_000_000, 1_200_000, 2_000_000, 700_000, 1_500_000]
    const ids = await show.synced(
      sizes.map(
        (bytes, index): AssetSpec => ({
          type: 'room-composite',
          content: { mp4Bytes: bytes, seed: index + 1 },
          metadata: { resolution: { width: 16, height: 100 + index }, layer: String(index) },
        }),
      ),
    )
    await show.library.download(...ids)
    for (const id of ids) show.expectExact(id, show.library.files(id)[0]?.name)
  })
})

describe('what counts as complete', () => {
  test('storage and API disagree on the size, twice: kept and flagged', async () => {
    const id = await show.composite({ apiSize: showBytes + 1 })
    await show.library.download(id)
    show.expectExact(id)
    expect(show.library.files(id)).toMatchObject([{ differs_from_record: 1, verified: 1 }])
    expect(show.library.row(id).reason).toContain(`${showBytes + 1}`)
    expect(show.workspace.requests.count('api', /presigned-url$/)).toBe(2)
  })

  test('a body shorter than the API says, then the right one: the right one', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'body', body: new Uint8Array(700) })
    await show.library.download(id)
    show.expectExact(id)
    expect(show.library.files(id)).toMatchObject([{ differs_from_record: 0 }])
  })

  test('not a film: kept as “(unverified)”, with the reason', async () => {
    const id = await show.composite({ content: { randomBytes: 2_000_000 } })
    await show.library.download(id)
    show.expectExact(id, 'composite (unverified).mp4')
    expect(show.library.files(id)).toMatchObject([{ verified: 0 }])
    expect(show.library.row(id)).toMatchObject({ reason_kind: 'unreadable' })
    expect(show.library.exists(id, 'composite.mp4')).toBe(false)
  })

  test('an ETag that only looks like an MD5 is believed no more than twice', async () => {
    const id = await show.composite()
    show.workspace.faults.add({
      on: 'storage',
      kind: 'headers',
      headers: { etag: '"00000000000000000000000000000000"' },
      times: Number.POSITIVE_INFINITY,
    })
    await show.library.download(id)
    show.expectExact(id)
    expect(show.library.files(id)).toMatchObject([{ checked_against: null }])
  })

  test('a sign-in page, XML and a compressed body are never the file', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'html' })
    show.workspace.faults.add({ on: 'storage', kind: 'gzip', after: 1 })
    await show.library.download(id)
    show.expectExact(id)
  })
})

describe('what can’t be had says why', () => {
  test.each([
    ['gone from storage', (id: string) => show.workspace.control.deleteFile(id), /15 days/],
    ['gone from the API', (id: string) => show.workspace.control.deleteAsset(id), /15 days/],
    ['a HIPAA workspace', () => show.workspace.control.setHipaa(true), /in your bucket at .+mp4/],
  ])('%s', async (_name, happens, reason) => {
    const id = await show.composite()
    happens(id)
    await show.library.download(id)
    expect(show.library.row(id)).toMatchObject({ state: 'unavailable' })
    expect(show.library.row(id).reason).toMatch(reason)
    expect(show.library.synced.one('SELECT assets_failed FROM recordings')).toBe(1)
  })

  test('storage that refuses every link: given up after so many tries, with the reason', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'expired', times: Number.POSITIVE_INFINITY })
    await show.library.download(id)
    expect(show.library.row(id)).toMatchObject({ state: 'failed', attempts: 10, reason_kind: 'forbidden' })
    expect(show.library.row(id).reason).toContain('Given up after 10 tries')
  })

  test('credentials without permission for links: given up after so many tries', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'api', match: /presigned-url$/, kind: 'status', status: 403, times: Infinity })
    await show.library.download(id)
    expect(show.library.row(id)).toMatchObject({ state: 'failed', attempts: 10, reason_kind: 'forbidden' })
    expect(show.library.row(id).reason).toContain('Connect with others')
  })

  test('what credentials had no permission for is tried again with others', async () => {
    const id = await show.composite()
    show.library.store.startByHand([show.library.assetId(id)], show.library.clock.nowMs())
    show.library.library.db.exec(
      `UPDATE downloads SET state = 'failed', attempts = 10, reason_kind = 'forbidden', reason = 'No.'`,
    )
    show.library.queue.start()
    await show.library.settled()
    show.library.commands.credentialsCame()
    await show.library.settled()
    show.expectExact(id)
  })
})
