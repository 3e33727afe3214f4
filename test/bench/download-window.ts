/** How long main makes a person wait while the app downloads: its event loop, with six large files under way and the list open. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import { z } from 'zod'
import { callEngine } from '../e2e/app.ts'
import type { Bench } from './benchmark.ts'
import { composite, openStorage } from './download-storage.ts'
import { mainLooks, tellOfMain, watchMain } from './main-loop.ts'
import { environmentOf } from './upstream.ts'
import { answerFirstRun } from './watch.ts'
import { listShownMs, openApp } from './windows.ts'

const downloads = 6
/** Some ten seconds in all, at what the server gives sixteen connections. */
const bytes = 500_000_000
const serverBytesPerSecond = 20_000_000

const answered = z.object({ ok: z.literal(true), value: z.unknown() })
const synced = z.array(z.object({ firstSyncDone: z.boolean(), phase: z.object({ kind: z.string() }) }))
const counted = z.object({ counts: z.object({ done: z.number() }) })

export async function downloadsInWindow(bench: Bench): Promise<void> {
  bench.say('six downloads in the window')
  const it = { name: 'window', recordings: downloads, assets: composite, bytes, serverBytesPerSecond }
  const storage = await openStorage(bench, it)
  try {
    const environment = { DAILIES_LIBRARY: join(storage.folder, 'Library'), ...environmentOf(storage.workspace) }
    const window = await openApp(environment)
    try {
      await answerFirstRun(window.page)
      // The window asks its first question still.
      await window.page.reload()
      await listShownMs(window)
      await allSynced(window.page)
      await watchMain(window.app)
      await downloadAll(window.page)
      const meanwhile = 'while six files of 500 MB come in the window'
      tellOfMain(bench, 'download', await mainLooks(window.app), meanwhile)
    } finally {
      await window.close()
    }
  } finally {
    storage.close()
  }
}

async function allSynced(page: Page): Promise<void> {
  for (;;) {
    const workspaces = synced.parse(await ask(page, 'sync.status', {}))
    if (workspaces.every(({ firstSyncDone, phase }) => firstSyncDone && phase.kind === 'idle')) return
    await delay(50)
  }
}

async function downloadAll(page: Page): Promise<void> {
  await ask(page, 'settings.set', { concurrency: downloads })
  const recordingIds = Array.from({ length: downloads }, (_, index) => index + 1)
  await ask(page, 'downloads.start', { target: { kind: 'recordings', recordingIds, types: null } })
  while (counted.parse(await ask(page, 'downloads.list', { limit: 1 })).counts.done < downloads) await delay(500)
}

async function ask(page: Page, name: string, input: object): Promise<unknown> {
  return answered.parse(await callEngine(page, name, input)).value
}
