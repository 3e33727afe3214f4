/**
 * What downloading small files can't do without: a link and a body each, so many at a time, and nothing else. With a folder to
 * keep them in, what keeping can't do without: each is written, synced, named, and its folder synced, five to a folder.
 */
import { mkdirSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { request } from 'undici'
import { z } from 'zod'
import { signManagementToken } from '../../hms/token.ts'
import { argument, reply } from './talk.ts'

const link = z.object({ url: z.string() })
const token = signManagementToken({ accessKey: argument('key'), appSecret: argument('secret'), nowMs: Date.now() })
const authorization = `Bearer ${token}`
const folder = argument('folder')

process.once('message', async (message) => {
  const ids = z.array(z.string()).parse(message)
  const startedMs = performance.now()
  let next = 0
  const lane = async () => {
    while (next < ids.length) {
      const at = next++
      const id = ids[at]
      const answer = await request(`${argument('api')}/recording-assets/${id}/presigned-url`, {
        headers: { authorization },
      })
      const file = await request(link.parse(await answer.body.json()).url)
      const body = new Uint8Array(await file.body.arrayBuffer())
      if (folder !== '') await keep(join(folder, String(Math.floor(at / 5))), String(at % 5), body)
    }
  }
  await Promise.all(Array.from({ length: Number(argument('concurrency')) }, lane))
  reply({ seconds: (performance.now() - startedMs) / 1000 })
  process.disconnect?.()
})
reply({ ready: true })

async function keep(inFolder: string, name: string, body: Uint8Array): Promise<void> {
  mkdirSync(inFolder, { recursive: true })
  const part = join(inFolder, `${name}.part`)
  await synced(await open(part, 'wx'), (handle) => handle.writeFile(body))
  await rename(part, join(inFolder, name))
  await synced(await open(inFolder, 'r'))
}

async function synced(
  handle: FileHandle,
  write: (handle: FileHandle) => Promise<void> = async () => {},
): Promise<void> {
  try {
    await write(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
