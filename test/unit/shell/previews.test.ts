// Pictures of recordings over the media protocol: by the hash of what they show, and nothing else of that folder.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MediaGrants } from '../../../main/shell/media/media-grants.ts'
import { previewUrl } from '../../../preload/contract/preview-terms.ts'

let folder: string
let library: string
let grants: MediaGrants
const key = 'ab'.repeat(32)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-previews-'))
  library = join(folder, 'library')
  const place = join(library, '.dailies', 'previews', 'ab', key)
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'poster.webp'), 'RIFF')
  await writeFile(join(place, 'peaks'), '\0')
  await writeFile(join(place, 'info.json'), '{}')
  await writeFile(join(folder, 'private.txt'), 'private')
  grants = new MediaGrants()
  grants.servePreviews({ library, folder: join(library, '.dailies', 'previews') })
})
afterEach(() => rm(folder, { recursive: true }))

test('a poster is found, may be kept by the browser, and is never taken for anything but a picture', async () => {
  expect(await grants.find(previewUrl(key, 'poster.webp'))).toMatchObject({ contentType: 'image/webp', lasting: true })
  expect(await grants.find(previewUrl(key, 'peaks'))).toMatchObject({ contentType: 'application/octet-stream' })
})

test('what hasn’t been made, and the record beside it, is not there', async () => {
  expect(await grants.find(previewUrl(key, 'strip.webp'))).toBeNull()
  expect(await grants.find(`dailies-media://preview/${key}/info.json`)).toBeNull()
})

test('nothing else can be asked for by it', async () => {
  await symlink(join(folder, 'private.txt'), join(library, '.dailies', 'previews', 'ab', key, 'strip.webp'))
  const ways = [
    `${key}/strip.webp`,
    `${key}/poster.webp/x`,
    `${key}`,
    `${key.toUpperCase()}/poster.webp`,
    `..%2f..%2f..%2f..%2fprivate.txt/poster.webp`,
    `${key}/..%2f..%2f..%2flibrary.db`,
    '../poster.webp',
  ]
  for (const way of ways) expect(await grants.find(`dailies-media://preview/${way}`), way).toBeNull()
})

test('another library’s pictures are not shown when one is closed', async () => {
  grants.clear()
  expect(await grants.find(previewUrl(key, 'poster.webp'))).toBeNull()
})
