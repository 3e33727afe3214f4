// Entry of the main process: a window, the app's own scheme, and the engine.
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { registerAppScheme, serveRenderer } from './shell/app-scheme.ts'
import { startEngine } from './shell/engine-host.ts'

// Electron wants this before it is ready.
registerAppScheme()

async function start(): Promise<void> {
  await app.whenReady()
  serveRenderer(join(import.meta.dirname, '../renderer'))
  const window = new BrowserWindow({
    width: 1200,
    height: 800,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  startEngine(join(import.meta.dirname, 'engine.js'), (version) => window.setTitle(`Dailies (SQLite ${version})`))
  await window.loadURL(process.env['ELECTRON_RENDERER_URL'] ?? 'dailies-app://bundle/index.html')
}

app.on('window-all-closed', () => app.quit())

start().catch((error) => {
  console.error(error)
  app.exit(1)
})
