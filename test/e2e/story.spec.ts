// The story of the main job (story.ts), told by the app of this checkout.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'playwright/test'
import { startWorkspace } from '../hms/workspace.ts'
import { startApp } from './app.ts'
import { tellStory } from './story.ts'

let home: string
test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-story-'))
})
test.afterAll(() => rm(home, { recursive: true }))

test("a producer connects, downloads, loses the network, and reviews yesterday's show", async () => {
  const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
  await tellStory(
    async () => {
      const { page, quit } = await startApp(environment, join(home, 'profile'))
      return { page, close: quit }
    },
    await startWorkspace(),
  )
})
