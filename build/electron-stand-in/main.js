// Starts the app folder named on the command line, as Electron's own default app does:
// `electron [switches] [-r FILE] FOLDER …`, where FILE is loaded before the app.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const preload = process.argv.indexOf('-r') + 1
const isFolder = (argument, index) => index > 0 && index !== preload && !argument.startsWith('-')
const folder = resolve(process.argv.find(isFolder) ?? '.')
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

app.setName(description.productName ?? description.name)
app.setVersion(description.version)
app.setAppPath(folder)
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), app.getName()))
}
process.defaultApp = true
if (preload > 0) createRequire(import.meta.url)(resolve(process.argv[preload]))

await import(pathToFileURL(join(folder, description.main)).href)
