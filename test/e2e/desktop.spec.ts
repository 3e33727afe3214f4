// What a desktop app owes the person in front of it when something of its own doesn't work, and the system around it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'playwright/test'
import { repositoryRoot } from '../../build/runtime-paths.ts'
import { callEngine, enginePid, type RunningApp, startApp } from './app.ts'

let folder: string
let running: RunningApp
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-desktop-'))
})
test.afterEach(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

test('an engine that ends at every start is said in words, and works again once it can', async () => {
  const broken = await copyOfApp()
  const engine = join(broken, 'out/main/engine.js')
  await rename(engine, `${engine}.whole`)
  await writeFile(engine, 'process.exit(7)\n')
  running = await startApp({}, undefined, broken)
  const { page } = running
  await expect(
    page.getByRole('heading', { name: 'Dailies can’t open a library at the moment', exact: true }),
  ).toBeVisible()

  await rename(`${engine}.whole`, engine)
  await page.getByRole('button', { name: 'Try again', exact: true }).click()
  // It may be in its longest pause between two tries.
  await expect(
    page.getByRole('heading', { name: 'Dailies can’t open a library at the moment', exact: true }),
  ).toBeHidden({ timeout: 40_000 })
  expect(await callEngine(page, 'library.state', {})).toMatchObject({ ok: true })
})

test('the app can be quit while its engine doesn’t start', async () => {
  const broken = await copyOfApp()
  await writeFile(join(broken, 'out/main/engine.js'), 'process.exit(7)\n')
  running = await startApp({}, undefined, broken)
  await expect.poll(() => enginePid(running.app)).toBe(0)
  await running.quit()
})

test('a library that another program holds says so, and opens by itself when it is free', async () => {
  const library = join(folder, 'Dailies')
  const script = join(repositoryRoot, 'test/builders/hold-library.ts')
  const holder = spawn(process.execPath, [script, library], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  running = await startApp({ DAILIES_LIBRARY: library })
  const { page } = running
  await expect(page.getByRole('heading', { name: 'The library is in use', exact: true })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(`process ${holder.pid}`)

  holder.kill('SIGKILL')
  await expect(page.getByRole('heading', { name: 'The library is in use', exact: true })).toBeHidden({
    timeout: 15_000,
  })
  expect(await callEngine(page, 'library.state', {})).toMatchObject({ ok: true, value: { path: library } })
})

test('a library of a newer Dailies is left alone, with the reason', async () => {
  const library = join(folder, 'Dailies')
  await mkdir(join(library, '.dailies'), { recursive: true })
  const db = new Database(join(library, '.dailies/library.db'))
  db.pragma('user_version = 999999')
  db.close()
  running = await startApp({ DAILIES_LIBRARY: library })
  const { page } = running
  await expect(page.getByRole('heading', { name: 'The library can’t be opened', exact: true })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('made by a newer Dailies')
  await expect(page.getByRole('button', { name: 'Open another library', exact: true })).toBeVisible()
})

/** The built app in a folder of its own, where it may be broken. */
async function copyOfApp(): Promise<string> {
  const copy = join(folder, 'app')
  await mkdir(copy)
  await cp(join(repositoryRoot, 'out'), join(copy, 'out'), { recursive: true })
  await cp(join(repositoryRoot, 'package.json'), join(copy, 'package.json'))
  await symlink(join(repositoryRoot, 'node_modules'), join(copy, 'node_modules'))
  return copy
}
