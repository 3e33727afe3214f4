/**
 * An unzipped room-vod of the simulated workspace made for tests that kill and replace: many segments in one layer, one file
 * addressed by byte ranges in the other. Knows every version that storage has held, and judges a folder by hash alone.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { generatedBytes, hashOf, heldBytes } from '../hms/byte-source.ts'
import type { Workspace } from '../hms/workspace.ts'

type Version = ReadonlyMap<string, string>
export type FoundPart = { readonly path: string; readonly key: string; readonly bytes: number }
/** `name`: what Dailies calls it, below `vod/`; `key`: below the master's folder. */
type Part = { readonly name: string; readonly key: string; readonly bytes: number }

export class MadeVod {
  readonly #workspace: Workspace
  readonly #root: string
  readonly #parts: readonly Part[]
  readonly #versions: Version[] = []

  /** Lengths: of the segments, and of the one file. */
  constructor(workspace: Workspace, assetId: string, segmentBytes: readonly number[], fileBytes: number) {
    this.#workspace = workspace
    this.#root = workspace.control.object(assetId).key.replace(/[^/]*$/, '')
    this.#parts = [
      ...segmentBytes.map((bytes, index) => {
        const name = `1/${String(index + 1).padStart(5, '0')}.ts`
        return { name, key: `low/${index}.ts`, bytes }
      }),
      { name: '2/00001.mp4', key: 'high/all.mp4', bytes: fileBytes },
    ]
    const layers = ['low', 'high'].map((layer) => `#EXT-X-STREAM-INF:BANDWIDTH=1\n${layer}/index.m3u8\n`)
    this.#put('master.m3u8', Buffer.from(`#EXTM3U\n${layers.join('')}`))
    this.#put('low/index.m3u8', playlist(segmentBytes.map((_, index) => `#EXTINF:4,\n${index}.ts\n`)))
    const half = Math.floor(fileBytes / 2)
    const ranges = [`${half}@0`, `${fileBytes - half}@${half}`]
    this.#put('high/index.m3u8', playlist(ranges.map((range) => `#EXTINF:4,\n#EXT-X-BYTERANGE:${range}\nall.mp4\n`)))
  }

  /** Every part anew, under the same playlists. The first version is an hour old. */
  makeVersion(seed: number): void {
    const version = new Map<string, string>()
    for (const [index, { name, key, bytes }] of this.#parts.entries()) {
      const source = generatedBytes(bytes, seed + index)
      this.#workspace.data.objects.put(this.#root + key, source, this.#changedAt())
      version.set(name, hashOf(source, 'sha256'))
    }
    this.#versions.push(version)
  }

  /** Hashes of all that storage ever had. */
  hashes(): readonly string[] {
    return this.#versions.flatMap((version) => [...version.values()])
  }

  /** What lies there of its parts, whole or begun; `key` in storage. */
  found(folder: string): { readonly finished: readonly FoundPart[]; readonly parts: readonly FoundPart[] } {
    const look = (ending: string): FoundPart[] =>
      this.#parts.flatMap(({ name, key }) => {
        const found = statSync(join(folder, name + ending), { throwIfNoEntry: false })
        return found === undefined ? [] : [{ path: `vod/${name}${ending}`, key: this.#root + key, bytes: found.size }]
      })
    return { finished: look(''), parts: look('.part') }
  }

  /** Sentences; none: all of one version is there, and nothing else. */
  judge(folder: string): string[] {
    const found = filesIn(folder)
    const playlists = ['master.m3u8', '1/index.m3u8', '2/index.m3u8']
    const wanted = [...this.#parts.map(({ name }) => name), ...playlists]
    const missing = wanted.filter((name) => !found.includes(name)).map((name) => `vod/${name} is missing`)
    const extra = found.filter((name) => !wanted.includes(name)).map((name) => `vod/${name} was left behind`)
    if (missing.length > 0) return [...missing, ...extra]
    const isOne = this.#versions.some((version) =>
      [...version].every(([name, hash]) => sha256(readFileSync(join(folder, name))) === hash),
    )
    return isOne ? extra : [...extra, 'vod/ is of no one version']
  }

  #changedAt(): Date {
    return new Date(this.#versions.length === 0 ? Date.now() - 3_600_000 : Date.now())
  }

  #put(key: string, bytes: Uint8Array): void {
    this.#workspace.data.objects.put(this.#root + key, heldBytes(bytes), this.#changedAt())
  }
}

function playlist(segments: readonly string[]): Buffer {
  return Buffer.from(`#EXTM3U\n#EXT-X-TARGETDURATION:4\n${segments.join('')}#EXT-X-ENDLIST\n`)
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort()
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
