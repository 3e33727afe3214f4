// A participant's film as a server writes it live, without an index: it has all its small pictures, and a poster.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { previewInfo } from '../../preload/contract/preview.ts'
import { MEDIA } from '../hms/content.ts'
import { startConnectedApp } from './connected-app.ts'
import { liveFilm } from './media-app/live-film.ts'
import { keepOnly } from './steps.ts'

test('a film without an index has all its small pictures, however rare its key frames are', async () => {
  const connected = await startConnectedApp()
  try {
    const { workspace, running, library } = connected
    const bytes = await liveFilm(join(MEDIA, 'morning-harbour/composite.mp4'), [0, 46])
    workspace.control.setContent(workspace.assetId('morning-harbour', 'room-composite'), { bytes })
    await keepOnly(running.page, ['room-composite'])
    const films = async () => {
      const previews = join(library, '.dailies', 'previews')
      const names = await readdir(previews, { recursive: true }).catch(() => [])
      const infos = names
        .filter((name) => name.endsWith('info.json'))
        .map((name) => readFile(join(previews, name), 'utf8'))
      return (await Promise.all(infos)).map((text) => previewInfo.parse(JSON.parse(text)))
    }
    const ofThisOne = async () => (await films()).find(({ peaks }) => peaks === null)
    await expect.poll(ofThisOne, { timeout: 40_000 }).toMatchObject({ poster: true })
    const times = (await ofThisOne())?.strip?.timesS.map((timeS) => Math.round(timeS)) ?? []
    expect([...new Set(times)]).toEqual(Array.from({ length: 40 }, (_, place) => place * 2))
  } finally {
    await connected.end()
  }
})
