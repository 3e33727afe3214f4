/** A workspace whose links lead to nginx on loopback, near or far, and the objects that lie there. */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { paddedMp4 } from '../hms/byte-source.ts'
import { shortFilm } from '../hms/content.ts'
import type { Bench } from './benchmark.ts'
import { answerOf, startChild } from './child.ts'
import { putObject, startNginx } from './nginx.ts'

export const mebibyte = 2 ** 20
export const composite: Stored['assets'] = [{ type: 'room-composite' }]

export type Stored = {
  readonly name: string
  readonly recordings: number
  /** Of each recording. */
  readonly assets: readonly { type: string; outputMode?: string }[]
  /** Of each file. */
  readonly bytes: number
  /** To each connection. */
  readonly serverBytesPerSecond?: number
  readonly roundTripMs?: number
  /** To the API. */
  readonly apiRoundTripMs?: number
}

export type Storage = {
  readonly folder: string
  readonly workspace: { readonly apiUrl: string; readonly accessKey: string; readonly appSecret: string }
  readonly assetIds: readonly string[]
  /** Of every file. */
  readonly urls: readonly string[]
  /** Ends it, and deletes the folder. */
  close(): void
}

const made = z.object({
  apiUrl: z.string(),
  accessKey: z.string(),
  appSecret: z.string(),
  keys: z.array(z.string()),
  assetIds: z.array(z.string()),
})

export async function openStorage(bench: Bench, it: Stored): Promise<Storage> {
  const folder = join(bench.folder, it.name)
  mkdirSync(folder)
  const content = join(folder, 'content')
  writeContent(content, it.bytes)
  const nginx = await startNginx(folder, it.serverBytesPerSecond ?? null)
  const links: ChildProcess[] = []
  const away = async (url: string, roundTripMs = 0) => {
    if (roundTripMs === 0) return url
    const link = startChild('far-link', { to: url, roundTripMs })
    links.push(link)
    return z.object({ url: z.string() }).parse(await answerOf(link)).url
  }
  const storage = await away(nginx.url, it.roundTripMs)
  const assets = JSON.stringify(it.assets)
  const host = startChild('workspace', { storage, recordings: it.recordings, bytes: it.bytes, assets })
  const { keys, assetIds, ...near } = made.parse(await answerOf(host))
  const workspace = { ...near, apiUrl: await away(near.apiUrl, it.apiRoundTripMs) }
  for (const key of keys) putObject(folder, key, content)
  return {
    ...{ folder, workspace, assetIds, urls: keys.map((key) => encodeURI(`${storage}/${key}`)) },
    close: () => {
      host.disconnect()
      for (const link of links) link.disconnect()
      nginx.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writeContent(path: string, bytes: number): void {
  if (bytes < mebibyte) {
    writeFileSync(path, `${`{"sentences":[],"text":"${'word '.repeat(bytes / 5)}`.slice(0, bytes - 2)}"}`)
    return
  }
  const source = paddedMp4(shortFilm(), bytes, 1)
  writeFileSync(path, '')
  for (let at = 0; at < bytes; at += 8 * mebibyte) {
    writeFileSync(path, source.read(at, Math.min(8 * mebibyte, bytes - at)), { flag: 'a' })
  }
}
