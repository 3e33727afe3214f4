// Draws the icons of tray, window and taskbar out of their SVGs, with the Chromium of this checkout: run it after changing a drawing.
// (build/icon.png, from which electron-builder makes every other icon, is icon.svg at 1024 pixels.)
//
//   npm run build && node build/draw-icons.ts
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright/test'
import { openDisplay } from './display.ts'
import { electronLaunch } from './runtime-paths.ts'

const drawings = [
  { from: 'icon.svg', to: 'icons/tray.png', pixels: 24 },
  { from: 'icon.svg', to: 'icons/tray@2x.png', pixels: 48 },
  { from: 'icon.svg', to: 'icons/window.png', pixels: 128 },
  { from: 'icons/tray.svg', to: 'icons/trayTemplate.png', pixels: 16 },
  { from: 'icons/tray.svg', to: 'icons/trayTemplate@2x.png', pixels: 32 },
  ...['running', 'paused', 'stuck'].flatMap((state) => [
    { from: `icons/overlay-${state}.svg`, to: `icons/overlay-${state}.png`, pixels: 16 },
    { from: `icons/overlay-${state}.svg`, to: `icons/overlay-${state}@2x.png`, pixels: 32 },
  ]),
]

const profile = await mkdtemp(join(tmpdir(), 'dailies-draw-'))
const display = await openDisplay()
const app = await _electron.launch(electronLaunch([], { DAILIES_USER_DATA: profile }))
const page = await app.firstWindow()
for (const { from, to, pixels } of drawings) {
  const svg = await readFile(join(import.meta.dirname, from), 'utf8')
  const url = await page.evaluate<string>(`(async () => {
    const image = new Image()
    image.src = ${JSON.stringify(`data:image/svg+xml,${encodeURIComponent(svg)}`)}
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: ${pixels}, height: ${pixels} })
    const context = canvas.getContext('2d')
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, 0, 0, ${pixels}, ${pixels})
    return canvas.toDataURL('image/png')
  })()`)
  await writeFile(join(import.meta.dirname, to), Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
}
await app.close()
await display?.stop()
await rm(profile, { recursive: true })
