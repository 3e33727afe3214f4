// A real engine over a small real library, beside which lies a file that nobody may ever read or change.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CliFeed } from '../../main/cli/feed.ts'
import { SystemClock } from '../../main/engine/adapters/system-clock.ts'
import { SystemRandom } from '../../main/engine/adapters/system-random.ts'
import { createEngine } from '../../main/engine/container.ts'
import type { Engine, EngineWorld } from '../../main/engine/engine.ts'
import { workerFilesInSource } from '../../main/engine/worker-files.ts'
import type { MediaGrant } from '../../preload/contract/control.ts'
import { LibraryFolder } from '../builders/library-folder.ts'
import { silentLog } from '../fakes/log.ts'
import { canary } from './arbitraries.ts'

const media = join(import.meta.dirname, '../fixtures/media')
export const show = (file: string): string => readFileSync(join(media, 'morning-harbour', file), 'utf8')

/** A folder of folders: the library is one of them, what is outside of it the others. */
export class Surroundings {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'dailies-hostile-')))
  readonly library = join(this.root, 'library')
  readonly #outside: string

  constructor() {
    mkdirSync(this.library)
    mkdirSync(join(this.root, 'etc'))
    for (const name of ['private.txt', 'private.mp4', 'etc/passwd']) writeFileSync(join(this.root, name), canary)
    this.#outside = this.outside()
  }

  /** Every file outside of the library, and what is in it. */
  outside(): string {
    return textsBelow(this.root, [this.library]).sort().join('\n')
  }

  /** Throws when something outside of the library isn't as it was. */
  check(): void {
    if (this.outside() !== this.#outside) throw new Error(`Something outside was touched:\n${this.outside()}`)
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** By hand: Node's own recursion follows links. */
function textsBelow(folder: string, without: readonly string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (without.includes(path)) return []
    return entry.isDirectory() ? textsBelow(path) : [`${path}: ${readFileSync(path, 'latin1')}`]
  })
}

/** Two rooms, three recordings; films, texts and chats of real shows. */
export function fillLibrary(path: string): void {
  const folder = LibraryFolder.open(path)
  const room = folder.room('room1', 'Morning show')
  for (const id of ['rec1', 'rec2']) {
    const recording = folder.recording(id, room)
    const texts: readonly (readonly [string, 'transcript' | 'chat' | 'summary', string])[] = [
      ['transcript.json', 'transcript', 'json'],
      ['transcript.srt', 'transcript', 'srt'],
      ['chat.csv', 'chat', 'csv'],
      ['summary.json', 'summary', 'json'],
    ]
    for (const [file, type, format] of texts) {
      folder.finish(folder.asset(recording, { id: `${id}-${file}`, type, format }), show(file))
    }
    const film = folder.asset(recording, { id: `${id}-film`, type: 'room-composite' })
    // The builder writes texts only.
    const bytes = readFileSync(join(media, 'morning-harbour/composite.mp4'))
    writeFileSync(join(path, folder.finish(film, '')), bytes)
    const size = folder.library.db.prepare('UPDATE files SET size_bytes = ?, sha256 = ? WHERE asset_id = ?')
    size.run(bytes.length, createHash('sha256').update(bytes).digest('hex'), film)
    folder.sidecars.saveRecording(recording)
  }
  folder.recording('rec3', folder.room('room2', null))
  folder.close()
}

export type RunningEngine = {
  readonly engine: Engine
  /** Bugs that the engine noticed in itself. */
  readonly bugs: unknown[]
  readonly granted: MediaGrant[]
  readonly trashed: string[]
}

export async function engineOver(library: string, more: Partial<EngineWorld> = {}): Promise<RunningEngine> {
  const bugs: unknown[] = []
  const granted: MediaGrant[] = []
  const trashed: string[] = []
  const engine = createEngine({
    clock: new SystemClock(),
    random: new SystemRandom(),
    log: { ...silentLog, error: (event, fields) => void bugs.push({ event, fields }) },
    feed: new CliFeed(),
    workers: workerFilesInSource(new URL('../../main/engine/', import.meta.url)),
    grantMedia: async (grants) => void granted.push(...grants),
    grantPreviews: async () => undefined,
    trash: async (paths) => {
      trashed.push(...paths)
      return { trashed: [], refusal: 'There is no bin here' }
    },
    proxyFor: async () => null,
    certificates: () => [],
    ...more,
  })
  const opened = await engine.openLibrary(library)
  if (!opened.ok) throw new Error(opened.error.message)
  return { engine, bugs, granted, trashed }
}
