/**
 * A simulated 100ms workspace: an API host and a storage host on 127.0.0.1 that behave as documented, with switchable
 * faults. The integration and end-to-end tests, the demo and the benchmarks all talk to it.
 */
import { randomBytes } from 'node:crypto'
import { apiHandler } from './api-server.ts'
import type { AddedRecording } from './builder.ts'
import { Control, type Knobs } from './control.ts'
import { Faults } from './faults.ts'
import { addFixtures, type Named } from './fixture-workspace.ts'
import { addHostileNames } from './hostile-names.ts'
import { startHost } from './http-host.ts'
import { RequestLog } from './request-log.ts'
import { generateWorkspace, type ScaleOptions } from './scale.ts'
import type { SeedOptions } from './seed-dialect.ts'
import { storageHandler } from './storage-server.ts'
import { signManagementToken, type TokenOptions } from './token.ts'
import { type WorkspaceData, workspaceData } from './workspace-data.ts'

export interface WorkspaceOptions {
  /** What recordings' dates are counted back from. Tokens and links always go by the real clock. Default: now. */
  now?: number | Date
  /** `fixtures` (default): the six films and every state. `empty`: nothing but what is added. */
  data?: 'fixtures' | 'empty'
  /** Rooms whose names no file system likes. */
  hostileNames?: boolean
  /** Generated recordings instead of the fixtures, from a number and a seed. */
  scale?: ScaleOptions
  /** `seed`: answers in the seed schema's shape. */
  dialect?: 'documented' | 'seed'
  seedAssetIds?: SeedOptions['assetIds']
  accessKey?: string
  appSecret?: string
  /** Links lead to this server instead of the simulated storage: where another one's speed is measured. */
  storageUrl?: string
  /** The API host's port; storage takes the next, its mirror the one after. Default: any free ones. */
  port?: number
}

export interface Workspace {
  /** Ends in `/v2`, as `https://api.100ms.live/v2` does. */
  apiUrl: string
  storageUrl: string
  /** The storage host again on another port: where `redirect` leads. */
  mirrorUrl: string
  accessKey: string
  appSecret: string
  /** A good management token, or one spoilt by `options`. */
  token(options?: Partial<TokenOptions>): string
  /** The fixtures' ids by name (`morning-harbour`, `gone` …) and those of recordings added with `control`. */
  named: Named
  /** As `named[name]`, but throws when there is none. */
  recording(name: string): AddedRecording
  /** Id of a recording's first asset of this type (and output mode). */
  assetId(name: string, type: string, outputMode?: string): string
  faults: Faults
  requests: RequestLog
  control: Control
  data: WorkspaceData
  stop(): Promise<void>
}

export async function startWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const nowMs = Number(options.now ?? Date.now())
  const accessKey = options.accessKey ?? '627cdddff2e4e30487862ad1'
  const knobs: Knobs = {
    longestLinkSeconds: 604_800,
    clockSkewMs: 0,
    appSecret: options.appSecret ?? 'simulated-app-secret-simulated-app-secret-simulated-app-secret',
    hipaa: false,
  }
  const now = () => Date.now() + knobs.clockSkewMs
  const customerId = '627cdddff2e4e30487862ad1'
  const data = workspaceData(customerId, options.scale && generateWorkspace(options.scale, nowMs, customerId))
  const dialect = options.dialect ?? 'documented'
  const filled = options.data !== 'empty' && options.scale === undefined
  const named = filled ? addFixtures(data, nowMs, dialect) : {}
  if (options.hostileNames) Object.assign(named, addHostileNames(data, nowMs))

  const faults = new Faults()
  const requests = new RequestLog()
  const linkSecret = randomBytes(16).toString('hex')
  const urls = { storage: '', mirror: '' }
  const storage = { objects: data.objects, faults, requests, linkSecret, now, mirrorUrl: () => urls.mirror }
  const api = {
    data,
    faults,
    requests,
    linkSecret,
    now,
    seed: dialect === 'seed' ? { assetIds: options.seedAssetIds ?? ('everywhere' as const) } : undefined,
    storageUrl: () => options.storageUrl ?? urls.storage,
    longestLinkSeconds: () => knobs.longestLinkSeconds,
    hipaa: () => knobs.hipaa,
    credentials: () => ({ accessKey, appSecret: knobs.appSecret }),
  }
  const port = (offset: number) => (options.port === undefined ? 0 : options.port + offset)
  const apiHost = await startHost(apiHandler(api), port(0))
  const storageHost = await startHost(storageHandler(storage, 'storage'), port(1))
  const mirrorHost = await startHost(storageHandler(storage, 'mirror'), port(2))
  urls.storage = storageHost.url
  urls.mirror = mirrorHost.url

  const recording = (name: string): AddedRecording => {
    const found = named[name]
    if (found === undefined) throw new Error(`no recording is called ${name}`)
    return found
  }
  return {
    apiUrl: `${apiHost.url}/v2`,
    storageUrl: storageHost.url,
    mirrorUrl: mirrorHost.url,
    accessKey,
    get appSecret() {
      return knobs.appSecret
    },
    token: (wanted) => signManagementToken({ accessKey, appSecret: knobs.appSecret, nowMs: now(), ...wanted }),
    named,
    recording,
    assetId(name, type, outputMode) {
      const assets = recording(name).assets
      const found = assets.find((asset) => asset.type === type && (!outputMode || asset.outputMode === outputMode))
      if (found === undefined) throw new Error(`${name} has no ${type} ${outputMode ?? ''}`)
      return found.id
    },
    faults,
    requests,
    control: new Control(data, named, knobs, now),
    data,
    stop: async () => {
      await Promise.all([apiHost.stop(), storageHost.stop(), mirrorHost.stop()])
    },
  }
}
