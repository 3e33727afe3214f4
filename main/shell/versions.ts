/** What Dailies is and runs on, by version: for its About, the settings and the diagnostics. */
import { release } from 'node:os'
import { app } from 'electron'

export function versions(): { name: string; version: string }[] {
  const { electron, chrome, node } = process.versions
  return [
    { name: 'Dailies', version: app.getVersion() },
    { name: 'Electron', version: electron ?? '' },
    { name: 'Chromium', version: chrome ?? '' },
    { name: 'Node', version: node },
    { name: systemName(), version: `${release()} ${process.arch}` },
  ]
}

function systemName(): string {
  if (process.platform === 'darwin') return 'macOS (Darwin)'
  return process.platform === 'win32' ? 'Windows' : 'Linux'
}
