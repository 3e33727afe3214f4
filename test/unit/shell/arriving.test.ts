// Playing what has arrived of a film: the rest is waited for, the new name goes unnoticed, two versions are never joined.
import { appendFile, mkdir, mkdtemp, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerMedia } from '../../../main/shell/media/media-answer.ts'
import { MediaGrants } from '../../../main/shell/media/media-grants.ts'

const bytes = Uint8Array.from({ length: 500_000 }, (_, index) => index % 251)
let folder: string
let path: string
let grants: MediaGrants

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-arriving-'))
  await mkdir(join(folder, 'show'))
  path = join(folder, 'show', 'composite.mp4')
  await writeFile(`${path}.part`, bytes.subarray(0, 200_000))
  grants = new MediaGrants()
  grants.add([{ assetId: 1, library: folder, path, contentType: 'video/mp4', arrivingBytes: bytes.length }])
})
afterEach(() => rm(folder, { recursive: true }))

async function answer(range: string | null = null): Promise<Response> {
  const file = await grants.find('dailies-media://asset/1')
  if (file === null) throw new Error('It is not granted')
  return answerMedia(file, 'GET', range)
}

test('a film on its way is as long as it will be', async () => {
  const part = await answer('bytes=100-199')
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/500000'])
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200))
  expect((await answer('bytes=500000-')).status).toBe(416)
})

test('what isn’t here yet is waited for, through the end of the download and its new name', async () => {
  const whole = await answer()
  const received = whole.arrayBuffer()
  await appendFile(`${path}.part`, bytes.subarray(200_000, 300_000))
  await appendFile(`${path}.part`, bytes.subarray(300_000))
  await rename(`${path}.part`, path)
  expect(new Uint8Array(await received)).toEqual(bytes)
  expect(await grants.find('dailies-media://asset/1')).toMatchObject({ arrivingBytes: null })
  expect((await answer('bytes=499999-')).headers.get('content-range')).toBe('bytes 499999-499999/500000')
})

test('a download that begins anew or is given up ends what was being read', async () => {
  const anew = (await answer('bytes=150000-')).body?.getReader()
  await anew?.read()
  await truncate(`${path}.part`, 0)
  await expect(readAll(anew)).rejects.toThrow(/anew/)

  await writeFile(`${path}.part`, bytes.subarray(0, 200_000))
  const givenUp = (await answer('bytes=150000-')).body?.getReader()
  await givenUp?.read()
  await unlink(`${path}.part`)
  await expect(readAll(givenUp)).rejects.toThrow(/anew/)
})

test('a player that goes elsewhere stops waiting', async () => {
  const reader = (await answer('bytes=300000-')).body?.getReader()
  const waiting = reader?.read()
  await reader?.cancel()
  expect(await waiting).toMatchObject({ done: true })
})

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while (!(await reader?.read())?.done);
}
