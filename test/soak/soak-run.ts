/**
 * One soak run: a workspace, a library, an engine in a process of its own that is killed and started again until everything is
 * there, while servers misbehave and objects change. Whatever happened, the folder is judged by hash.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { recordingSidecar } from '../../main/engine/core/sidecar.ts'
import { FolderTruth } from '../builders/folder-truth.ts'
import { MadeVod } from '../builders/made-vod.ts'
import type { AddedRecording } from '../hms/builder.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { Dice } from './dice.ts'
import { type Deed, type Plan, throwPlan } from './plan.ts'

export type SoakResult = {
  readonly seed: number
  readonly files: number
  readonly bytes: number
  readonly kills: number
  readonly changes: number
  readonly faults: number
  /** Found after a death: ranges ahead of a file's prefix, to be gone on with. */
  readonly pieces: number
  /** Sentences; none: the run was good. */
  readonly problems: readonly string[]
}

const engine = join(import.meta.dirname, 'process/engine.ts')
/** Looks at a life, each some milliseconds: no life is that long. By count, so that a stopped soak can go on. */
const mostLooks = 30_000
/** With every fault used up, so many starts bring everything home or never will. */
const mostLives = 30

export async function soakOnce(seed: number): Promise<SoakResult> {
  const workspace = await startWorkspace({ data: 'empty' })
  const root = mkdtempSync(join(tmpdir(), `dailies-soak-${seed}-`))
  const run = new SoakRun(workspace, root, seed)
  try {
    return await run.run()
  } finally {
    await workspace.stop()
    if (run.problems.length === 0) rmSync(root, { recursive: true, force: true })
    else console.error(`The library of seed ${seed} is kept in ${root}`)
  }
}

class SoakRun {
  readonly problems: string[] = []
  readonly #workspace: Workspace
  readonly #root: string
  readonly #seed: number
  readonly #dice: Dice
  readonly #plan: Plan
  readonly #truth: FolderTruth
  readonly #vod: { readonly made: MadeVod; readonly recordingId: string } | null
  #served = 0
  #kills = 0
  #changes = 0
  #pieces = 0

  constructor(workspace: Workspace, root: string, seed: number) {
    this.#workspace = workspace
    this.#root = root
    this.#seed = seed
    this.#dice = new Dice(seed)
    this.#plan = throwPlan(this.#dice)
    const room = workspace.control.addRoom({ name: 'Morning show' })
    const recordings = this.#plan.recordings.map((assets, index) =>
      workspace.control.addRecording({
        name: `show ${seed} ${index}`,
        roomId: room.id,
        createdMs: Date.now() - (index + 1) * 3_600_000,
        assets: [...assets],
      }),
    )
    this.#truth = new FolderTruth(root, workspace, recordings)
    this.#vod = this.#makeVod(recordings)
    this.#newVodVersion()
  }

  #makeVod(recordings: readonly AddedRecording[]) {
    const { vod } = this.#plan
    const [recording] = recordings
    const asset = recording?.assets.find(({ type }) => type === 'room-vod')
    if (vod === null || recording === undefined || asset === undefined) return null
    return { made: new MadeVod(this.#workspace, asset.id, vod.segmentBytes, vod.fileBytes), recordingId: recording.id }
  }

  #newVodVersion(): void {
    this.#vod?.made.makeVersion(this.#dice.whole(1, 2 ** 30))
    this.#truth.rememberSegments(this.#vod?.made.hashes() ?? [])
  }

  async run(): Promise<SoakResult> {
    const handles = this.#plan.faults.map((fault) => this.#workspace.faults.add(fault))
    const deeds = [...this.#plan.deeds]
    let status: number | null = null
    for (let life = 0; status !== 0 && this.problems.length === 0; life += 1) {
      if (life > mostLives) this.problems.push(`not done after ${life} starts`)
      const { finished } = this.#truth.look()
      this.#workspace.requests.clear()
      status = await this.#live(deeds)
      this.#served += this.#servedNow()
      for (const { path, key } of finished) {
        if (this.#workspace.requests.count('storage', `/${key}`) > 0) this.problems.push(`${path} was fetched again`)
      }
      const { wrong, parts } = this.#truth.look()
      this.problems.push(...wrong)
      this.#pieces += parts.filter(({ path }) => path.includes('.+')).length
    }
    if (this.problems.length === 0) this.#judge()
    const { finished } = this.#truth.look()
    return {
      seed: this.#seed,
      files: finished.length,
      bytes: finished.reduce((sum, { bytes }) => sum + bytes, 0),
      kills: this.#kills,
      changes: this.#changes,
      pieces: this.#pieces,
      faults: handles.reduce((sum, { hits }) => sum + hits, 0),
      problems: this.problems,
    }
  }

  /** From one start to the next death. Answers the exit status; null: killed. */
  async #live(deeds: Deed[]): Promise<number | null> {
    const { apiUrl, accessKey, appSecret } = this.#workspace
    const child = spawn(process.execPath, [engine, this.#root, apiUrl, accessKey, appSecret], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Thousands of starts: compiled once.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'dailies-soak-compiled') },
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    let looks = 0
    while (child.exitCode === null && child.signalCode === null) {
      const next = deeds[0]
      if (next !== undefined && this.#served + this.#servedNow() >= next.servedBytes) {
        deeds.shift()
        await delay(next.lateMs)
        this.#do(next, child)
      }
      looks += 1
      if (looks > mostLooks) {
        this.problems.push('it hangs')
        child.kill('SIGKILL')
      }
      await delay(3)
    }
    const status = await ended
    if (said !== '') this.problems.push(said)
    return status
  }

  #do(deed: Deed, child: ChildProcess): void {
    if (deed.kind === 'kill') {
      this.#kills += 1
      child.kill('SIGKILL')
      return
    }
    this.#changes += 1
    if (this.#vod !== null && this.#dice.chance(0.5)) {
      this.#newVodVersion()
      return
    }
    const movies = this.#workspace.data.assets.own().filter(({ type }) => type === 'room-composite')
    const movie = movies[this.#dice.whole(0, movies.length - 1)]
    if (movie === undefined) return
    const size = this.#workspace.control.object(movie.id).source.size
    const mp4Bytes = deed.sameSize ? size : size + this.#dice.whole(-50_000, 50_000)
    this.#workspace.control.setContent(movie.id, { mp4Bytes, seed: this.#dice.whole(1, 2 ** 30) })
    this.#truth.remember(movie.id)
  }

  #servedNow(): number {
    return this.#workspace.requests.all('storage').reduce((sum, request) => sum + request.bytes, 0)
  }

  /** All is there, nothing else is, and the sidecars say the truth. */
  #judge(): void {
    const { finished, parts, temporary } = this.#truth.look()
    const wanted = this.#plan.recordings.flat().filter(({ type }) => type !== 'room-vod').length
    if (finished.length !== wanted) this.problems.push(`${finished.length} files of ${wanted} are there`)
    for (const { path } of parts) this.problems.push(`${path} was left behind`)
    for (const path of temporary) this.problems.push(`${path} was left behind`)
    this.#judgeVod()
    for (const folder of new Set(finished.map(({ path }) => dirname(path)))) this.#judgeSidecar(folder, finished)
    const db = new Database(join(this.#root, '.dailies/library.db'))
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') this.problems.push('the database is damaged')
    db.close()
  }

  #judgeVod(): void {
    if (this.#vod === null) return
    const { made, recordingId } = this.#vod
    const names = readdirSync(this.#root, { recursive: true, encoding: 'utf8' })
    const folder = names.find((name) => name.endsWith(` · ${recordingId.slice(-8)}`))
    this.problems.push(...made.judge(join(this.#root, folder ?? '', 'vod')))
  }

  #judgeSidecar(folder: string, finished: readonly { path: string; bytes: number }[]): void {
    const path = join(this.#root, folder, 'recording.json')
    if (!existsSync(path)) return void this.problems.push(`${folder} has no sidecar`)
    const { assets } = recordingSidecar.parse(JSON.parse(readFileSync(path, 'utf8')))
    const told = new Map(assets.flatMap(({ files }) => files).map((file) => [`${folder}/${file.name}`, file]))
    for (const file of finished.filter((it) => dirname(it.path) === folder)) {
      if (told.get(file.path)?.sha256 !== this.#truth.hash(file.path)) {
        this.problems.push(`${file.path}: its sidecar says something else`)
      }
    }
    for (const name of told.keys()) if (!existsSync(join(this.#root, name))) this.problems.push(`${name} is missing`)
  }
}
