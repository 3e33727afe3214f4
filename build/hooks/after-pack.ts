// A packed app around the stand-in Electron is for trying out on this machine: it gets the SQLite that was compiled for
// it. Nothing that could be handed to anyone may be made of it.
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'
import { standInVersion } from '../electron-stand-in.ts'
import { sqliteAddonFile } from '../sqlite-addon.ts'

export default async function afterPack({ appOutDir, packager, targets }: AfterPackContext): Promise<void> {
  if (packager.config.electronVersion !== standInVersion) return
  const installers = targets.filter((target) => target.name !== 'dir').map((target) => target.name)
  if (installers.length > 0) {
    throw new Error(`${installers.join(', ')}: only \`--dir\` may be packed with the stand-in Electron`)
  }
  const prebuilds = join(appOutDir, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds')
  await copyFile(sqliteAddonFile(), join(prebuilds, `linux-${process.arch}.node`))
}
