/** Everything that the command line said and wrote in a troubled life, searched for what it must never say or write. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { killClis, type Ran, startCli, untilSaid } from '../../builders/command-line.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

let folder: string
let workspace: Workspace

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-cli-secrets-'))
  workspace = await startWorkspace()
})
afterEach(async () => {
  killClis()
  await workspace.stop()
  await rm(folder, { recursive: true, force: true })
})

const meetingToken = 'eyJhbGciOiJIUzI1NiJ9.bWVldGluZy10b2tlbg.c2lnbmF0dXJlLW9mLWEtbWVldGluZw'

/** A server that says secrets back, storage that fails in every way, and upstream data that carries a token. */
function makeTrouble(token: string): void {
  const signed = `https://bucket.example/a.mp4?X-Amz-Signature=0123456789abcdef&X-Amz-Credential=AKIA0123456789`
  const edit = (body: unknown) =>
    JSON.parse(
      JSON.stringify(body).replace(
        /"meeting_url":"[^"]*"/g,
        `"meeting_url":"https://meet.example/x?token=${meetingToken}"`,
      ),
    )
  workspace.faults.add({ on: 'api', kind: 'edit', edit, match: '/v2/recordings', times: 50 })
  const message = `Refused Bearer ${token} for ${signed}`
  workspace.faults.add({
    on: 'api',
    kind: 'status',
    status: 400,
    message,
    details: [signed],
    match: '*/presigned-url',
    times: 3,
  })
  for (const kind of ['expired', 'html', 'reset', 'gzip'] as const) {
    workspace.faults.add({ on: 'storage', kind, times: 2, after: 2 })
  }
  workspace.faults.add({ on: 'storage', kind: 'cut', at: 10, times: 2, after: 4 })
  workspace.faults.add({ on: 'storage', kind: 'redirect', to: `file:///etc/passwd?token=${token}`, times: 1, after: 6 })
  workspace.faults.add({ on: 'storage', kind: 'status', status: 403, message: signed, times: 2, after: 8 })
}

async function everyFile(): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async ({ name, parentPath }) => ({ name, text: await readFile(join(parentPath, name), 'latin1') })),
  )
}

test('no secret, token or signature is in what a pull through every failure said or wrote, killed or not', async () => {
  const token = workspace.token()
  makeTrouble(token)
  const common = [
    '--library',
    join(folder, 'Dailies'),
    '--api',
    workspace.apiUrl,
    '--json',
    '--log',
    join(folder, 'cli.log'),
  ]
  const byToken = { DAILIES_TOKEN: token, DAILIES_ACCESS_KEY: '', DAILIES_APP_SECRET: '' }

  // Killed in the middle: what SQLite had not yet put where it belongs stays in its log.
  const killed = startCli(workspace, ['pull', ...common])
  await untilSaid(killed.child, (text) => text.includes('"event":"asset"'))
  killed.child.kill('SIGKILL')
  const left = await killed.ended
  const atDeath = await everyFile()
  expect(atDeath.map(({ name }) => name)).toContain('library.db-wal')

  const wrong = 'a-wrong-secret-0123456789-0123456789-wrong'
  const runs: Ran[] = [left]
  for (const [args, environment] of [
    [['pull'], {}],
    [['pull'], byToken],
    [['pull'], { DAILIES_APP_SECRET: wrong }],
    [['sync'], { DAILIES_TOKEN: `${token}x`, DAILIES_ACCESS_KEY: '', DAILIES_APP_SECRET: '' }],
    [['verify'], {}],
    [['list'], {}],
    [['search', 'the'], {}],
  ] as const) {
    runs.push(await startCli(workspace, [args[0], ...common, ...args.slice(1)], environment).ended)
  }
  expect(runs.map(({ status }) => status).slice(3, 5)).toEqual([3, 3])

  const said = runs.map(({ stdout, stderr }, index) => ({ name: `run ${index}`, text: stdout + stderr }))
  const everything = [...atDeath, ...(await everyFile()), ...said]
  const holding = (what: string | RegExp) =>
    everything
      .filter(({ text }) => (typeof what === 'string' ? text.includes(what) : what.test(text)))
      .map(({ name }) => name)
  // The search finds what is there, and the troubles were met.
  expect(holding('morning-harbour').length + holding('"event":"retry"').length).toBeGreaterThan(0)
  expect(holding('https://meet.example/x').length).toBeGreaterThan(0)

  for (const secret of [workspace.appSecret, wrong, token, meetingToken, '0123456789abcdef', 'AKIA0123456789'])
    expect(holding(secret), secret).toEqual([])
  for (const shape of [/eyJ[\w-]{10,}\.[\w-]{10,}/, /X-Amz-Signature=[0-9a-f]/i, /Bearer [\w-]{10,}/])
    expect(holding(shape), String(shape)).toEqual([])
}, 120_000)
