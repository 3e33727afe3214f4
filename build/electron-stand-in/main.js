// Starts the app folder named on the command line, as Electron's own default app does: `electron [switches] FOLDER …`.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

app.setName(description.productName ?? description.name)
app.setVersion(description.version)
app.setAppPath(folder)
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), app.getName()))
}
process.defaultApp = true

await import(pathToFileURL(join(folder, description.main)).href)
