// The database goes bad under the running app: it goes on with a new one, and says so. The drive goes, and comes back.
import { open, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { rowLasting, startDownloading } from './steps.ts'

let connected: ConnectedApp

test.beforeAll(async () => {
  connected = await startConnectedApp()
  await startDownloading(connected.running.page)
})
test.afterAll(() => connected.end())

test('a damaged database is kept aside, made anew, and said', async () => {
  const { page } = connected.running
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  const own = join(connected.library, '.dailies')
  for (const name of ['library.db', 'library.db-wal']) await damage(join(own, name))
  // Whatever is read next meets it.
  await page.getByRole('searchbox').first().fill('harbour')
  await page.getByRole('button', { name: /^Needs attention/ }).click()
  await expect
    .poll(async () => (await readdir(own)).filter((name) => name.startsWith('library.damaged')).length, {
      timeout: 30_000,
    })
    .toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page.getByText(/The library’s database was damaged\. It was kept as/).first()).toBeVisible({
    timeout: 30_000,
  })
  // What 100ms has comes back by itself.
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await expect(page.getByRole('row').nth(3)).toBeVisible({ timeout: 30_000 })
})

test('a library whose drive goes is waited for, and opens by itself when it is back', async () => {
  const { page } = connected.running
  await page.getByRole('searchbox').first().fill('')
  await rowLasting(page, 'Morning show', '0:40').click()
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Typed as the drive went')
  await rename(connected.library, `${connected.library}, unplugged`)
  await expect(page.getByRole('heading', { name: 'The library isn’t there', exact: true })).toBeVisible({
    timeout: 30_000,
  })
  await expect(
    page.getByRole('dialog').filter({ hasText: 'The title “Typed as the drive went” wasn’t saved.' }),
  ).toBeVisible()
  await rename(`${connected.library}, unplugged`, connected.library)
  await expect(page.getByRole('row').nth(3)).toBeVisible({ timeout: 30_000 })
})

async function damage(path: string): Promise<void> {
  const from = 3 * 4096
  const { size } = await stat(path)
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(Math.max(0, size - from), 0xa5), 0, undefined, from)
  await file.close()
}
