// Everything that the app wrote down in a troubled life, searched for what it must never write down.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { z } from 'zod'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { callEngine, type RunningApp, startApp } from './app.ts'
import { everyFile } from './profile-files.ts'
import { isSynced } from './steps.ts'

let folder: string
let profile: string
let library: string
let workspace: Workspace

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-secrets-'))
  profile = join(folder, 'profile')
  library = join(folder, 'Dailies')
  workspace = await startWorkspace()
})
test.afterAll(async () => {
  await workspace.stop()
  await rm(folder, { recursive: true, force: true })
})

test('no secret, no token and no signed link is in any file: profile, logs, database, sidecars', async () => {
  test.setTimeout(120_000)
  const token = workspace.token()
  const wrong = 'a-wrong-secret-typed-by-mistake-0123456789'
  const said: string[] = []
  const whileRunning: Awaited<ReturnType<typeof textsOf>> = []

  await test.step('connected with a key, through every failure that carries a link or a credential', async () => {
    workspace.faults.add({ on: 'storage', kind: 'expired', times: 2 })
    workspace.faults.add({ on: 'storage', kind: 'html', times: 2 })
    workspace.faults.add({ on: 'storage', kind: 'reset', times: 2 })
    const running = await startApp({ DAILIES_LIBRARY: library }, profile)
    hear(running, said)
    expect(await connect(running, { kind: 'key', accessKey: workspace.accessKey, appSecret: wrong })).toMatchObject({
      ok: true,
    })
    await expect.poll(() => firstPhase(running)).toBe('stopped')
    expect(
      await connect(running, { kind: 'key', accessKey: workspace.accessKey, appSecret: workspace.appSecret }),
    ).toMatchObject({ ok: true })
    await downloadEverything(running)
    await saveDiagnostics(running)
    // What SQLite has not yet put where it belongs is in its log, and that goes when the library is closed.
    whileRunning.push(...(await textsOf([profile, library])))
    await running.quit()
  })

  await test.step('and again with a token', async () => {
    const running = await startApp({ DAILIES_LIBRARY: library }, profile)
    hear(running, said)
    expect(await connect(running, { kind: 'token', token })).toMatchObject({ ok: true })
    await downloadEverything(running)
    await running.quit()
  })

  const files = [...whileRunning, ...(await textsOf([profile, library]))]
  files.push({ name: 'standard output and error', text: said.join('') })
  const names = files.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      'shell.log',
      'engine.log',
      'library.db',
      'recording.json',
      'window.json',
      'library.db-wal',
      'diagnostics.txt',
    ]),
  )
  const holding = (what: string | RegExp) =>
    files.filter(({ text }) => text.search(what instanceof RegExp ? what : plain(what)) !== -1).map(({ name }) => name)
  // The search finds what is there: the access key is an identifier, and tells workspaces apart.
  expect(holding(workspace.accessKey)).toContain('library.db')
  expect(holding(/download attempt failed/)).toContain('engine.log')

  expect(holding(workspace.appSecret)).toEqual([])
  expect(holding(wrong)).toEqual([])
  expect(holding(token)).toEqual([])
  expect(holding(/eyJ[\w-]{10,}\.[\w-]{10,}/)).toEqual([])
  expect(holding(/X-Amz-Signature=[0-9a-f]/i)).toEqual([])
  expect(holding(/Bearer [\w-]{10,}/)).toEqual([])
})

async function connect(running: RunningApp, credentials: unknown): Promise<unknown> {
  // The window's port first: a workspace is connected into an open library.
  await callEngine(running.page, 'library.state', {})
  return running.page.evaluate((connection) => window.dailies.invoke('workspace.connect', connection), {
    apiUrl: workspace.apiUrl,
    credentials,
    name: 'Studio',
  })
}

const statuses = z.object({ value: z.array(z.object({ phase: z.object({ kind: z.string() }) })) })
const firstPhase = async ({ page }: RunningApp) =>
  statuses.parse(await callEngine(page, 'sync.status', {})).value[0]?.phase.kind

async function downloadEverything(running: RunningApp): Promise<void> {
  await expect.poll(() => isSynced(running.page), { timeout: 30_000 }).toBe(true)
  const recordingIds = Array.from({ length: 60 }, (_, index) => index + 1)
  await callEngine(running.page, 'downloads.start', { target: { kind: 'recordings', recordingIds, types: null } })
  const list = z.object({
    value: z.object({ counts: z.object({ queued: z.number(), running: z.number(), done: z.number() }) }),
  })
  const left = async () => {
    const { counts } = list.parse(await callEngine(running.page, 'downloads.list', { limit: 1 })).value
    return counts.done === 0 ? -1 : counts.queued + counts.running
  }
  await expect.poll(left, { timeout: 60_000 }).toBe(0)
}

function hear({ app }: RunningApp, said: string[]): void {
  const { stdout, stderr } = app.process()
  for (const stream of [stdout, stderr]) stream?.on('data', (bytes: Buffer) => said.push(bytes.toString('latin1')))
}

/** Into the profile, where all is searched; that dumps of crashes would lie there too is checked on the way. */
async function saveDiagnostics({ app, page }: RunningApp): Promise<void> {
  const dumps = await app.evaluate(
    ({ app: it, dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
      return it.getPath('crashDumps')
    },
    join(profile, 'diagnostics.txt'),
  )
  expect(dumps.startsWith(profile)).toBe(true)
  expect(await page.evaluate(() => window.dailies.invoke('app.saveDiagnostics', {}))).toMatchObject({ ok: true })
}

async function textsOf(folders: readonly string[]): Promise<{ readonly name: string; readonly text: string }[]> {
  const files = (await Promise.all(folders.map(everyFile))).flat()
  return files.map(({ name, bytes }) => ({ name, text: bytes.toString('latin1') }))
}

const plain = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
