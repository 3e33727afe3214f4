// Who may know whom, as a test: walks the imports of the product and fails on a forbidden one. ARCHITECTURE.md has the
// map that these rules keep true.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { satisfies } from 'semver'
import { describe, expect, test } from 'vitest'
import { projects } from '../vitest.config.ts'

const root = join(import.meta.dirname, '..')

/** The oldest Node that shipped code runs on: that of the oldest Electron that a checkout may find (build/README.md). */
const oldestNode = '20.18.1'

const mayImportElectron = ['main/index.ts', 'main/app.ts', 'main/shell/', 'preload/index.ts']

const browserPackages = [
  '@base-ui/react',
  '@fontsource-variable/inter',
  '@tanstack/react-virtual',
  'hls.js',
  'lucide-react',
  'mediabunny',
  'react',
  'react-dom',
  'zustand',
]

type SourceFile = { readonly path: string; readonly text: string }
/** `target` is a path from the root for a relative import, otherwise as written. */
type Import = { readonly from: string; readonly target: string; readonly typeOnly: boolean; readonly later: boolean }

const files = ['main', 'preload', 'renderer', 'build', 'test'].flatMap(filesUnder)
const sources: readonly SourceFile[] = files
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const product = sources.filter(({ path }) => /^(main|preload|renderer)\//.test(path))
/** A control named by a string that any longer name may hold. */
const looseName = /getByRole\(\s*'[a-z]+',\s*\{ name: (?:'[^'\n]*'|`[^`\n]*`) \}/
const imports = product.flatMap(importsOf)

describe('Electron', () => {
  test('is imported by the main process, the shell and the preload only', () => {
    const users = imports.filter(({ target }) => isPackage(target, 'electron')).map(({ from }) => from)
    expect(users.filter((file) => !isUnder(file, mayImportElectron))).toEqual([])
  })

  test('hears the page in one file of the shell', () => {
    const listeners = filesMatching(/\bipcMain\b/)
    expect(listeners.filter((file) => !file.startsWith('main/shell/'))).toEqual([])
    expect(listeners.length).toBeLessThanOrEqual(1)
  })

  test('is spoken to by the page through the preload only', () => {
    expect(filesMatching(/\bipcRenderer\b/).filter((file) => file !== 'preload/index.ts')).toEqual([])
    expect(
      filesMatching(/\b(window|globalThis)\.dailies\b/).filter((file) => !file.startsWith('renderer/api/')),
    ).toEqual([])
  })

  test('hands ports to the page in one file, and tells it something in another', () => {
    expect(filesMatching(/\bMessageChannelMain\b/)).toEqual(['main/shell/engine-host.ts'])
    const senders = filesMatching(/\bwebContents\??\.(send|postMessage)\b/)
    expect(senders).toEqual(['main/shell/page-events.ts'])
  })
})

describe('the contract', () => {
  test('imports zod and itself only', () => {
    expect(
      forbidden('preload/contract/', (target) => isPackage(target, 'zod') || isUnder(target, ['preload/contract/'])),
    ).toEqual([])
  })

  test('is all that the preload imports besides Electron', () => {
    expect(
      forbidden('preload/index.ts', (target) => isPackage(target, 'electron') || isUnder(target, ['preload/'])),
    ).toEqual([])
  })
})

describe('the engine', () => {
  test('has a core that imports the core, the contract and zod only', () => {
    const allowed = ['main/engine/core/', 'preload/contract/']
    expect(forbidden('main/engine/core/', (target) => isUnder(target, allowed) || isPackage(target, 'zod'))).toEqual([])
  })

  test('and the shell know nothing of each other', () => {
    expect(forbidden('main/engine/', (target) => !target.startsWith('main/shell/'))).toEqual([])
    expect(forbidden('main/shell/', (target) => !target.startsWith('main/engine/'))).toEqual([])
  })

  test('has a database and adapters that get each other from the container: as types at most', () => {
    const apart = (from: string, others: readonly string[]) =>
      imports.filter((it) => it.from.startsWith(from) && isUnder(it.target, others) && !it.typeOnly).map(describeImport)
    expect(apart('main/engine/db/', ['main/engine/adapters/', 'main/engine/rpc/'])).toEqual([])
    expect(apart('main/engine/adapters/', ['main/engine/db/', 'main/engine/rpc/'])).toEqual([])
  })

  test.each(['core', 'db', 'adapters'])('has subjects in %s/ that stand in no circle', (part) => {
    const subject = (path: string) => new RegExp(`^main/engine/${part}/([^/]+)/`).exec(path)?.[1] ?? ''
    const between = imports
      .map(({ from, target }) => ({ from: subject(from), target: subject(target) }))
      .filter(({ from, target }) => from !== '' && target !== '' && from !== target)
    const subjects = [...new Set(product.map(({ path }) => subject(path)))].filter((name) => name !== '')
    expect(subjects.length).toBeGreaterThan(3)
    expect(inCircles(subjects, between)).toEqual([])
  })

  test('speaks SQL in db/ only', () => {
    const sql =
      /better-sqlite3|\b(SELECT\s[^'"`]+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA)\s/
    expect(filesMatching(sql).filter((file) => !file.startsWith('main/engine/db/'))).toEqual([])
  })

  test('is not imported by the page, nor anything else of the main side', () => {
    expect(forbidden('renderer/', (target) => !target.startsWith('main/'))).toEqual([])
    expect(forbidden('preload/', (target) => !target.startsWith('main/'))).toEqual([])
  })
})

describe('the page', () => {
  test('imports itself, the contract and packages made for browsers only', () => {
    const allowed = (target: string) =>
      isUnder(target, ['renderer/', 'preload/contract/']) || browserPackages.some((name) => isPackage(target, name))
    expect(forbidden('renderer/', allowed)).toEqual([])
  })

  test('has features that do not import each other', () => {
    const feature = (path: string) => /^renderer\/features\/([^/]+)\//.exec(path)?.[1]
    const crossing = imports.filter(({ from, target }) => {
      const [a, b] = [feature(from), feature(target)]
      return a !== undefined && b !== undefined && a !== b
    })
    expect(crossing.map(describeImport)).toEqual([])
  })

  test('has primitives and formats that know no store, no bridge and no feature', () => {
    const knowing = ['renderer/stores/', 'renderer/api/', 'renderer/features/']
    expect(forbidden('renderer/ui/', (target) => !isUnder(target, knowing))).toEqual([])
    expect(forbidden('renderer/format/', (target) => !isUnder(target, knowing))).toEqual([])
  })

  test('has stores and commands that know no feature', () => {
    expect(forbidden('renderer/stores/', (target) => !target.startsWith('renderer/features/'))).toEqual([])
    expect(forbidden('renderer/commands/', (target) => !target.startsWith('renderer/features/'))).toEqual([])
  })
})

describe('what a person waits for at the start', () => {
  test.each(['renderer/main.tsx', 'main/engine/reader/worker.ts'])('%s begins without zod', (entry) => {
    const begun = new Set([entry])
    for (const file of begun) {
      for (const { target } of imports.filter((it) => it.from === file && !it.typeOnly && !it.later)) begun.add(target)
    }
    expect([...begun].filter((target) => isPackage(target, 'zod'))).toEqual([])
    expect(begun.size).toBeGreaterThan(20)
  })
})

describe('every file', () => {
  test('is short enough to be read at once', () => {
    const lengths = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    const long = lengths.filter(({ path, lines }) => lines > 300 && !path.includes('/fixtures/'))
    const described = (tooLong: typeof long) => tooLong.map(({ path, lines }) => `${path}: ${lines} lines`)
    if (long.length > 0) console.warn(`Over 300 lines:\n${described(long).join('\n')}`)
    expect(described(long.filter(({ lines }) => lines > 400))).toEqual([])
  })

  test('stands in no circle of imports, types included', () => {
    expect(
      inCircles(
        product.map(({ path }) => path),
        imports,
      ),
    ).toEqual([])
  })

  test('exports by name', () => {
    const defaults = sources.filter(({ text }) => /^export default\b/m.test(text)).map(({ path }) => path)
    // Two kinds of files that tools load by their default export.
    expect(defaults.filter((path) => !path.endsWith('.config.ts') && !path.startsWith('build/hooks/'))).toEqual([])
  })

  test('has a name in kebab case', () => {
    const wrong = sources.filter(({ path }) => !/^([a-z0-9][a-z0-9-]*\/)*[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/.test(path))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('that drives a window matches names whole: a part of one fits another control that stands for a moment', () => {
    const loose = sources.filter(({ path, text }) => /^test\/e2e\//.test(path) && looseName.test(text))
    expect(loose.map(({ path }) => path)).toEqual([])
  })

  test('that tests is run', () => {
    const run = Object.values(projects).flat()
    const tests = files.filter((path) => /\.test\.tsx?$/.test(path))
    expect(
      tests.filter((path) => !run.some((pattern) => path.startsWith(pattern.slice(0, pattern.indexOf('*'))))),
    ).toEqual([])
    const windowTests = files.filter((path) => /\.spec\.tsx?$/.test(path))
    expect(windowTests.filter((path) => !path.startsWith('test/e2e/'))).toEqual([])
  })
})

describe('the packages', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
  type Locked = { engines?: { node?: string }; dependencies?: Record<string, string>; resolved?: string }

  test('that are bundled run on the oldest runtime', () => {
    // Electron is the runtime; better-sqlite3 isn't bundled, and a checkout compiles it where its binary doesn't run.
    const provided = ['electron', 'better-sqlite3']
    const bundled = new Set<string>()
    const add = (name: string) => {
      if (bundled.has(name) || provided.includes(name) || !lock.packages[`node_modules/${name}`]) return
      bundled.add(name)
      for (const dependency of Object.keys(lock.packages[`node_modules/${name}`]?.dependencies ?? {})) add(dependency)
    }
    for (const { target } of imports) if (!target.includes(':')) add(packageName(target))
    const demanding = [...bundled].filter((name) => {
      const range = lock.packages[`node_modules/${name}`]?.engines?.node
      return range !== undefined && !satisfies(oldestNode, range)
    })
    expect(demanding).toEqual([])
  })

  test('are locked without naming a registry', () => {
    const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('http'))
    expect(named.map(([path]) => path)).toEqual([])
  })
})

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(path)
    return [path]
  })
}

/** Static, dynamic and type-only imports and re-exports, as the formatter lays them out. */
function importsOf({ path, text }: SourceFile): Import[] {
  const written = /^(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(written)].map((match) => {
    const specifier = match[1] ?? match[2] ?? ''
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier
    return { from: path, target, typeOnly: /^(import|export) type\b/.test(match[0]), later: match[2] !== undefined }
  })
}

/** Those that stand in a circle, or lead to one. */
function inCircles(
  all: readonly string[],
  edges: readonly { readonly from: string; readonly target: string }[],
): string[] {
  let left = [...all]
  for (let before = left.length + 1; left.length < before; ) {
    before = left.length
    const inside = new Set(left)
    const tied = new Set(edges.filter(({ target }) => inside.has(target)).map(({ from }) => from))
    left = left.filter((path) => tied.has(path))
  }
  return left
}

function forbidden(fromPrefix: string, isAllowed: (target: string) => boolean): string[] {
  return imports.filter(({ from, target }) => from.startsWith(fromPrefix) && !isAllowed(target)).map(describeImport)
}

function describeImport({ from, target }: Import): string {
  return `${from} imports ${target}`
}

function filesMatching(pattern: RegExp): string[] {
  return product.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path)
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

function isUnder(path: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => path.startsWith(prefix))
}

function isPackage(target: string, name: string): boolean {
  return target === name || target.startsWith(`${name}/`)
}

function packageName(target: string): string {
  const [first = '', second] = target.split('/')
  return first.startsWith('@') && second ? `${first}/${second}` : first
}
