// Finds or makes what a checkout needs beside node_modules: system packages, Electron, and an SQLite that runs in it.
// Quick and silent when everything is there. Run by the scripts that start the app, or by hand.
import { existsSync } from 'node:fs'
import { removeAbandoned } from './cache.ts'
import { ensureElectron } from './electron-runtime.ts'
import { CommandFailed } from './run-command.ts'
import { makeSqliteAddon, sqliteAddonFile } from './sqlite-addon.ts'
import { compilerNeeds, displayNeeds, ensureSystemPackages, mediaNeeds, windowNeeds } from './system-packages.ts'

export async function prepare(): Promise<void> {
  await removeAbandoned()
  const runtime = await ensureElectron(say)
  const addonMissing = runtime.kind === 'stand-in' && !existsSync(sqliteAddonFile())
  await ensureSystemPackages(
    [
      ...windowNeeds,
      ...mediaNeeds,
      ...(process.env['DISPLAY'] ? [] : displayNeeds),
      ...(addonMissing ? compilerNeeds : []),
    ],
    say,
  )
  if (addonMissing) await makeSqliteAddon(say)
}

/** For scripts: prepares, or says why not and ends the process. */
export async function prepareOrExit(): Promise<void> {
  try {
    await prepare()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    if (error instanceof CommandFailed) console.error(error.output.trim())
    process.exit(1)
  }
}

function say(line: string): void {
  console.log(`[prepare] ${line}`)
}

if (process.argv[1] === import.meta.filename) await prepareOrExit()
