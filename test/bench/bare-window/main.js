// The least that Electron can show: one window, one page, no preload. What the app is compared with.
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

if (process.env.DAILIES_USER_DATA) app.setPath('userData', process.env.DAILIES_USER_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 })
  return window.loadFile(join(import.meta.dirname, 'page.html'))
})
app.on('window-all-closed', () => app.quit())
