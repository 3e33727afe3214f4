import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerMedia } from '../../../main/shell/media/media-answer.ts'
import { MediaGrants } from '../../../main/shell/media/media-grants.ts'
import { answerRange } from '../../../main/shell/media/media-range.ts'

describe('a Range header', () => {
  const size = 1000
  const answers: readonly (readonly [string | null, unknown])[] = [
    [null, { status: 200 }],
    ['bytes=0-', { status: 206, first: 0, last: 999 }],
    ['bytes=200-299', { status: 206, first: 200, last: 299 }],
    ['bytes=999-999', { status: 206, first: 999, last: 999 }],
    ['bytes=500-5000', { status: 206, first: 500, last: 999 }],
    ['bytes=-100', { status: 206, first: 900, last: 999 }],
    ['bytes=-5000', { status: 206, first: 0, last: 999 }],
    ['bytes=1000-', { status: 416 }],
    ['bytes=-0', { status: 416 }],
    ['bytes=300-200', { status: 200 }],
    ['bytes=0-1,5-9', { status: 200 }],
    ['bytes=-', { status: 200 }],
    ['items=0-1', { status: 200 }],
    ['bytes=a-b', { status: 200 }],
  ]
  test.each(answers)('%s', (header, answer) => {
    expect(answerRange(header, size)).toEqual(answer)
  })

  test('of an empty file brings the whole of it, which is nothing', () => {
    for (const header of ['bytes=0-', 'bytes=-1', 'bytes=5-9', null])
      expect(answerRange(header, 0)).toEqual({ status: 200 })
  })

  test('never names a byte that the file does not have', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(), (text, from, to, sizeBytes) => {
        for (const header of [text, `bytes=${from}-${to}`, `bytes=${from}-`, `bytes=-${to}`]) {
          const answer = answerRange(header, sizeBytes)
          if (answer.status !== 206) continue
          expect(0 <= answer.first && answer.first <= answer.last && answer.last < sizeBytes).toBe(true)
        }
      }),
    )
  })
})

describe('a file', () => {
  let folder: string
  let library: string
  let grants: MediaGrants
  const bytes = Uint8Array.from({ length: 700_000 }, (_, index) => index % 251)

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dailies-media-'))
    library = join(folder, 'library')
    grants = new MediaGrants()
    await mkdir(join(library, 'vod', 'low'), { recursive: true })
    await writeFile(join(library, 'a.mp4'), bytes)
    await writeFile(join(library, 'vod', 'master.m3u8'), '#EXTM3U')
    await writeFile(join(library, 'vod', 'low', 'seg 1.ts'), 'segment')
    await writeFile(join(folder, 'private.txt'), 'private')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const grantFile = (path: string) => grants.add([{ assetId: 1, library, path, contentType: 'video/mp4' }])
  const grantFolder = () => grants.add([{ assetId: 2, library, path: join(library, 'vod'), contentType: null }])
  const found = async (url: string) => (await grants.find(`dailies-media://asset/${url}`))?.path ?? null

  test('is found by its id, and nothing inside of it', async () => {
    grantFile(join(library, 'a.mp4'))
    expect(await found('1')).toMatch(/a\.mp4$/)
    expect(await found('1?v=k3')).toMatch(/a\.mp4$/)
    expect(await found('3')).toBeNull()
    expect(await found('1/')).toBeNull()
    expect(await found('1/a.mp4')).toBeNull()
    expect(await found('01')).toBeNull()
    grants.clear()
    expect(await found('1')).toBeNull()
  })

  test('of a granted folder is found by its way inside, with its type', async () => {
    grantFolder()
    expect(await grants.find('dailies-media://asset/2/master.m3u8')).toMatchObject({
      contentType: 'application/vnd.apple.mpegurl',
    })
    expect(await found('2/low/seg%201.ts')).toMatch(/seg 1\.ts$/)
    expect(await found('2')).toBeNull()
  })

  test('outside of the library is refused, however it is asked for', async () => {
    grantFolder()
    await symlink(join(folder, 'private.txt'), join(library, 'vod', 'link.ts'))
    await symlink(folder, join(library, 'vod', 'out'))
    const ways = [
      '..%2f..%2fprivate.txt',
      '..%5c..%5cprivate.txt',
      '%2e%2e/a.mp4',
      'link.ts',
      'out/private.txt',
      'a%00.ts',
      '%',
    ]
    for (const way of ways) expect(await found(`2/${way}`), way).toBeNull()
  })

  test('that was granted outside of the library, or became a link out of it, is refused', async () => {
    grantFile(join(folder, 'private.txt'))
    expect(await found('1')).toBeNull()
    await symlink(join(folder, 'private.txt'), join(library, 'b.mp4'))
    grantFile(join(library, 'b.mp4'))
    expect(await found('1')).toBeNull()
    // A neighbour whose name begins like the library's is not inside of it.
    await mkdir(`${library}-2`)
    await writeFile(join(`${library}-2`, 'c.mp4'), 'c')
    grantFile(join(`${library}-2`, 'c.mp4'))
    expect(await found('1')).toBeNull()
  })

  const answer = (method: string, range: string | null) =>
    answerMedia({ path: join(library, 'a.mp4'), contentType: 'video/mp4' }, method, range)

  test('is served whole, in part, or by its headers only', async () => {
    const whole = await answer('GET', null)
    expect([whole.status, whole.headers.get('content-length')]).toEqual([200, '700000'])
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes)

    const part = await answer('GET', 'bytes=300000-699998')
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 300000-699998/700000'])
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(300_000, 699_999))

    const head = await answer('HEAD', 'bytes=5-')
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([206, '699995', null])

    const beyond = await answer('GET', 'bytes=700000-')
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */700000'])
    expect((await answer('POST', null)).status).toBe(405)
  })

  test('that is gone or is a folder is not there', async () => {
    const missing = { path: join(library, 'gone.mp4'), contentType: 'video/mp4' }
    expect((await answerMedia(missing, 'GET', null)).status).toBe(404)
    expect((await answerMedia({ ...missing, path: library }, 'GET', null)).status).toBe(404)
  })

  test('that shrinks while it plays ends in an error, not in a short answer', async () => {
    const playing = await answer('GET', null)
    const reader = playing.body?.getReader()
    await reader?.read()
    const file = await open(join(library, 'a.mp4'), 'r+')
    await file.truncate(1000)
    await file.close()
    const rest = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(rest()).rejects.toThrow(/shorter/)
  })
})
