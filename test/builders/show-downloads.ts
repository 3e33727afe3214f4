/** A workspace with one recording, "show", and a library that downloads it: what most tests of downloads begin with. */
import { statSync } from 'node:fs'
import { expect } from 'vitest'
import type { AssetSpec } from '../hms/asset-builder.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { DownloadLibrary, until } from './download-library.ts'

type Setting = ConstructorParameters<typeof DownloadLibrary>[1]

/** Of the composite, in bytes. */
export const showBytes = 5_000_000

export class ShowDownloads {
  readonly workspace: Workspace
  #library: DownloadLibrary | null = null

  private constructor(workspace: Workspace) {
    this.workspace = workspace
  }

  static async start(): Promise<ShowDownloads> {
    return new ShowDownloads(await startWorkspace({ data: 'empty' }))
  }

  async close(): Promise<void> {
    await this.#library?.close()
    await this.workspace.stop()
  }

  /** There once something is synced. */
  get library(): DownloadLibrary {
    if (this.#library === null) throw new Error('nothing is synced yet')
    return this.#library
  }

  /** The recording with these assets, synced. Resolves with the upstream ids of the assets. */
  async synced(assets: readonly AssetSpec[], setting: Setting = {}): Promise<string[]> {
    const room = this.workspace.control.addRoom({ name: 'Morning show' })
    const added = this.workspace.control.addRecording({ name: 'show', roomId: room.id, assets: [...assets] })
    this.#library = new DownloadLibrary(this.workspace, setting)
    await this.#library.sync()
    return added.assets.map(({ id }) => id)
  }

  async composite(spec: Partial<AssetSpec> = {}, setting: Setting = {}): Promise<string> {
    const composite: AssetSpec = { type: 'room-composite', content: { mp4Bytes: showBytes }, ...spec }
    const [id] = await this.synced([composite], setting)
    if (id === undefined) throw new Error('no asset')
    return id
  }

  async begin(...ids: readonly string[]): Promise<void> {
    this.library.queue.start()
    await this.library.commands.start({ kind: 'assets', assetIds: ids.map((id) => this.library.assetId(id)) })
  }

  partOf(id: string): string {
    return this.library.path(id, 'composite.mp4.part')
  }

  /** Until so much of it has been written. */
  async arrived(id: string, bytes: number): Promise<void> {
    const part = 'composite.mp4.part'
    await until(() => this.library.exists(id, part) && statSync(this.partOf(id)).size >= bytes)
  }

  expectExact(id: string, name = 'composite.mp4'): void {
    const sha256 = this.workspace.control.sha256(id)
    expect(this.library.row(id)).toMatchObject({ state: 'done' })
    expect(this.library.hashOnDisk(id, name)).toBe(sha256)
    expect(this.library.files(id)).toMatchObject([{ name, sha256 }])
    expect(this.library.exists(id, `${name}.part`)).toBe(false)
  }
}
