// The real window with what others may put into it: markup in every text, and messages of any shape to the shell.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, type Page, test } from 'playwright/test'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { shellCommandSchemas } from '../../preload/contract/shell.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { inputOf, nastyJson, nastyText } from '../hostile/arbitraries.ts'
import { callEngine, type RunningApp, startApp } from './app.ts'
import { everyFile } from './profile-files.ts'
import { keepOnly, rowLasting } from './steps.ts'

const markup = `<img src="https://evil.example/x.png" onerror="window.hit=1"><script>window.hit=1</script><b>bold</b>`
const show = join(import.meta.dirname, '../fixtures/media/morning-harbour')

/** Read from right to left, with a name that isn't. */
const hebrew = JSON.stringify({
  sentences: [
    { sentence: 'בוקר טוב, הנמל נפתח היום אחרי תשע שנים.', name: 'Noa', start_time: '1000', end_time: '4000' },
    { sentence: '', name: '', start_time: '4000', end_time: '3000' },
  ],
})

let folder: string
let workspace: Workspace
let running: RunningApp
let page: Page
const requests: string[] = []

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-hostile-'))
  workspace = await startWorkspace()
  await fillWithMarkup()
  running = await startApp({
    // A message may ask for a start at login, and be heard.
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    DAILIES_LIBRARY: join(folder, 'Dailies'),
    DAILIES_API_URL: workspace.apiUrl,
    DAILIES_ACCESS_KEY: workspace.accessKey,
    DAILIES_APP_SECRET: workspace.appSecret,
  })
  ;({ page } = running)
  page.on('request', (request) => requests.push(request.url()))
  await keepOnly(page, ['transcript', 'chat', 'summary'])
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

async function fillWithMarkup(): Promise<void> {
  const put = async (type: string, mode: string | undefined, file: string, from: string, to: string) => {
    const text = (await readFile(join(show, file), 'utf8')).replaceAll(from, to)
    workspace.control.setContent(workspace.assetId('morning-harbour', type, mode), { text })
  }
  const inJson = JSON.stringify(markup).slice(1, -1)
  // By somebody whom the session's list doesn't have: of the others it knows the names better.
  const name = (words: string, peer: string) => `"name":"${words}","peer_id":"${peer}`
  await put('transcript', 'json', 'transcript.json', name('Maya Lindqvist', 'e5'), name(inJson, '00'))
  workspace.control.setContent(workspace.assetId('field-notes', 'transcript', 'json'), { text: hebrew })
  await put('chat', undefined, 'chat.csv', 'Levels are fine on my side', `"${markup.replaceAll('"', '""')}"`)
  await put('summary', undefined, 'summary.json', 'Opening of the harbour bridge', inJson)
}

/** As text and nothing else: no element of it, no script run, nothing asked for. */
async function isOnlyText(): Promise<void> {
  const found = await page.evaluate(() => ({
    hit: Reflect.get(window, 'hit') ?? null,
    elements: document.querySelectorAll('img[src*="evil"], script:not([src]), [onerror], main b').length,
  }))
  expect(found).toEqual({ hit: null, elements: 0 })
  expect(requests.filter((url) => url.includes('evil'))).toEqual([])
}

test('markup in titles, transcript, speakers, chat and summary is shown as it was written', async () => {
  const row = rowLasting(page, 'Morning show', '0:40')
  await row.dblclick()
  const shown = page.getByText('<b>bold</b>')
  await expect(shown.first()).toBeVisible({ timeout: 20_000 })
  await isOnlyText()
  for (const tab of ['Chat', 'Summary', 'Info']) {
    await page.getByRole('tab', { name: tab }).click()
    if (tab !== 'Info') await expect(page.getByRole('tabpanel').getByText('<b>bold</b>').first()).toBeVisible()
    await isOnlyText()
  }
  const ids = Array.from({ length: 20 }, (_, index) => index + 1)
  expect(await callEngine(page, 'recording.edit', { ids, change: { kind: 'title', title: markup } })).toMatchObject({
    ok: true,
    value: { error: null },
  })
  await page.keyboard.press('ControlOrMeta+1')
  await page.reload()
  await expect(page.getByRole('row').getByText('<b>bold</b>').first()).toBeVisible()
  await isOnlyText()
})

test('what is read from right to left is written so, in its transcript and where it is found', async () => {
  const direction = (element: Element) => getComputedStyle(element).direction
  const wanted = { filter: { ...wholeLibrary, text: 'הנמל' }, order: 'newest', recordings: 1, each: 1 }
  await expect
    .poll(() => callEngine(page, 'library.search', wanted), { timeout: 30_000 })
    .toMatchObject({ ok: true, value: [{}] })
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: /^Find/ })).toBeFocused()
  await page.keyboard.type('הנמל')
  const found = page.getByRole('option', { selected: true }).getByText('הנמל', { exact: true })
  await expect(found).toBeVisible()
  expect(await found.evaluate(direction)).toBe('rtl')
  await page.keyboard.press('Enter')
  const line = page.getByRole('listbox', { name: 'Transcript', exact: true }).getByText(/^בוקר טוב/)
  await expect(line).toBeVisible()
  expect(await line.evaluate(direction)).toBe('rtl')
  await page.keyboard.press('ControlOrMeta+1')
})

test('a thousand messages of any shape are answered or refused, and the window and its engine live on', async () => {
  const seed = Number(process.env['MESSAGES_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const said = `MESSAGES_SEED=${seed}`
  // No dialog, no other program: what these would show is not what is asked here.
  await running.app.evaluate(({ dialog, shell }) => {
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] })
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' })
    shell.openPath = async () => ''
    shell.showItemInFolder = () => undefined
    shell.openExternal = async () => undefined
  })
  // Those that go to the network, to another library or to the pointer are asked for with nothing that they understand.
  const outward = ['workspace.test', 'workspace.connect', 'app.restartEngine', 'files.drag', 'library.move']
  const message = fc.oneof(
    ...Object.entries(shellCommandSchemas).map(([name, { input }]) =>
      fc.tuple(fc.constant<unknown>(name), outward.includes(name) ? fc.constant<unknown>(7) : inputOf(input)),
    ),
    fc.tuple(fc.oneof(nastyText, nastyJson), nastyJson),
  )
  const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
  const messages = fc.sample(message, { numRuns: 1000, seed }).map((each) => JSON.stringify(each, plain))
  const answers = await page.evaluate(async (texts) => {
    const kinds: string[] = []
    for (const text of texts) {
      const [name, input] = JSON.parse(text)
      const answer: unknown = await window.dailies.invoke(name, input)
      const isAnswer = typeof answer === 'object' && answer !== null && 'ok' in answer
      kinds.push(
        isAnswer ? String(answer.ok ? 'ok' : Reflect.get(Object(Reflect.get(answer, 'error')), 'kind')) : 'none',
      )
    }
    return kinds
  }, messages)
  expect(answers, said).toHaveLength(1000)
  expect(new Set(answers), said).not.toContain('none')
  expect(
    answers.filter((kind) => kind === 'internal' || kind === 'undefined'),
    said,
  ).toEqual([])
  expect(await callEngine(page, 'library.overview', {})).toMatchObject({ ok: true })
  for (const { name, bytes } of await everyFile(running.home)) {
    if (name.endsWith('.log')) expect(bytes.toString()).not.toMatch(/command-failed|engine-crashed/)
  }
})
