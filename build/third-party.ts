// The licences of everything that ships inside of Dailies, as one text file in out/. What that is, the bundles' source
// maps say: a package that isn't in them isn't in the app. (Electron brings its own list and Chromium's.)
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from './runtime-paths.ts'

const out = join(repositoryRoot, 'out')
const modules = join(repositoryRoot, 'node_modules')
const noticesFile = join(out, 'third-party-notices.txt')

/** Shipped as it is, not bundled. */
const unbundled = ['better-sqlite3']

/** What the MIT licence of Dailies goes together with. Anything else stops the packing until a person has looked. */
const accepted = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MPL-2.0', 'OFL-1.1'])

export type ShippedPackage = {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

async function shippedPackages(): Promise<ShippedPackage[]> {
  const names = new Set(unbundled)
  for (const file of await readdir(out, { recursive: true })) {
    if (file.endsWith('.map')) for (const name of await packagesIn(join(out, file))) names.add(name)
    if (file.endsWith('.woff2')) names.add('@fontsource-variable/inter')
  }
  return Promise.all([...names].sort().map(readPackage))
}

export async function writeNotices(): Promise<void> {
  const packages = await shippedPackages()
  const refused = packages.filter(({ licence, text }) => !accepted.has(licence) || text === '')
  if (refused.length > 0) {
    const list = refused.map(({ name, licence }) => `${name} (${licence})`).join(', ')
    throw new Error(`These may not ship as they are, or have no licence text: ${list}. See build/third-party.ts.`)
  }
  const parts = packages.map(
    ({ name, version, licence, text }) => `${'─'.repeat(80)}\n${name} ${version} · ${licence}\n\n${text.trim()}\n`,
  )
  await writeFile(noticesFile, `${opening(packages)}\n${parts.join('\n')}`)
}

function opening(packages: readonly ShippedPackage[]): string {
  const list = packages.map(({ name, version, licence }) => `  ${name} ${version} · ${licence}`).join('\n')
  return `Dailies contains the work of others. Their licences follow, after the list of them.

${list}

SQLite, inside of better-sqlite3, is in the public domain. Electron and what it is made of have their own list beside
this one (LICENSE.electron.txt, LICENSES.chromium.html). The source of the packages under MPL-2.0 is what the registry
at npmjs.com holds under these names and versions; Dailies has not changed it.
`
}

async function packagesIn(map: string): Promise<string[]> {
  const { sources }: { sources: string[] } = JSON.parse(await readFile(map, 'utf8'))
  return sources.flatMap((source) => {
    const path = source.split('node_modules/').at(-1)
    if (path === undefined || path === source) return []
    const [first = '', second = ''] = path.split('/')
    return [first.startsWith('@') ? `${first}/${second}` : first]
  })
}

async function readPackage(name: string): Promise<ShippedPackage> {
  const folder = join(modules, name)
  const { version, license }: { version: string; license?: string } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  )
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return { name, version, licence: license ?? 'unknown', text: texts.join('\n\n') }
}
