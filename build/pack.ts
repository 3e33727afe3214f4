// `npm run pack`: the packed app of this machine, in dist/, not wrapped into an installer. Installers are made by
// `npx electron-builder` on a machine that can download Electron itself.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findElectron } from './electron-runtime.ts'
import { standInVersion } from './electron-stand-in.ts'
import { prepareOrExit } from './prepare.ts'
import { repositoryRoot } from './runtime-paths.ts'
import { writeNotices } from './third-party.ts'

await prepareOrExit()
// `--built`: the bundles in out/ are those to pack.
if (!process.argv.includes('--built')) await run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
await writeNotices()
const electron = findElectron()
const standIn =
  electron?.kind === 'stand-in' ? [`-c.electronDist=${electron.folder}`, `-c.electronVersion=${standInVersion}`] : []
await run('electron-builder/cli.js', ['--dir', '--publish', 'never', ...standIn])

function run(tool: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [join(repositoryRoot, 'node_modules', tool), ...args], {
    cwd: repositoryRoot,
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.on('close', (code) => (code === 0 ? resolve() : process.exit(code ?? 1))))
}
