// Checks everything and closes with one plain line, `N passed, N failed`. A failing stage doesn't stop the others.
//
//   node test/run.ts                        everything
//   node test/run.ts build e2e              only these stages
//   node test/run.ts e2e start.spec.ts      what isn't a stage is passed on to the test runner
import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { needsDisplay, startDisplay } from '../build/display.ts'
import { prepare } from '../build/prepare.ts'
import { displaysVariable, workers } from './e2e/workers.ts'

type Tally = { passed: number; failed: number; skipped: number }

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const reports = join(root, 'test-results')

const stages: Readonly<Record<string, (filters: readonly string[]) => Promise<Tally>>> = {
  prepare: async () => {
    await prepare()
    return { passed: 0, failed: 0, skipped: 0 }
  },
  lint: () => check('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  types: () => checkScript(join(root, 'build/typecheck.ts')),
  vitest: runVitest,
  build: () => check('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']),
  e2e: (filters) => runPlaywright('app', filters),
  packed: runPacked,
}

const named = process.argv.slice(2).filter((argument) => argument in stages)
const filters = process.argv.slice(2).filter((argument) => !(argument in stages))
// A stage of tests that is asked for needs what it runs on as well.
const wanted = named.length > 0 ? new Set(['prepare', ...named]) : new Set(Object.keys(stages))

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const total: Tally = { passed: 0, failed: 0, skipped: 0 }
const summary: string[] = []
for (const [name, run] of Object.entries(stages)) {
  if (!wanted.has(name)) continue
  console.log(`\n── ${name}`)
  const startedAt = performance.now()
  const tally = await run(filters).catch((error: unknown): Tally => {
    console.error(error)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  total.passed += tally.passed
  total.failed += tally.failed
  total.skipped += tally.skipped
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  summary.push(`${name.padEnd(8)} ${describe(tally).padEnd(36)} ${seconds.padStart(6)} s`)
}
console.log(`\n${summary.join('\n')}\n\n${describe(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

function describe({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A tool that only says yes or no counts as one test. */
async function check(tool: string, args: readonly string[]): Promise<Tally> {
  return checkScript(join(modules, tool), args)
}

async function checkScript(script: string, args: readonly string[] = []): Promise<Tally> {
  const passed = (await runNode(script, args)) === 0
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

async function runVitest(filters: readonly string[]): Promise<Tally> {
  const report = await freshReport('vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters]
  const code = await runNode(join(modules, 'vitest/vitest.mjs'), args)
  const result = JSON.parse(await readFile(report, 'utf8')) as VitestReport
  // A file that couldn't even be loaded has no tests of its own to fail.
  const unloaded = result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return withExitCode(code, {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloaded.length,
    skipped: result.numPendingTests + result.numTodoTests,
  })
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** The packed app, out of the bundles that are there. Elsewhere than on Linux its layout is another, and not tested yet. */
async function runPacked(filters: readonly string[]): Promise<Tally> {
  if (process.platform !== 'linux') return { passed: 0, failed: 0, skipped: 1 }
  const packed = await checkScript(join(root, 'build/pack.ts'), ['--built'])
  return packed.failed > 0 ? packed : runPlaywright('packed', filters)
}

async function runPlaywright(project: string, filters: readonly string[]): Promise<Tally> {
  const report = await freshReport(`playwright-${project}.json`)
  const displays = needsDisplay() ? await Promise.all(Array.from({ length: workers }, startDisplay)) : []
  try {
    const config = join(root, 'test/e2e/playwright.config.ts')
    const args = ['test', '-c', config, `--project=${project}`, '--reporter=list,json', ...filters]
    const names = displays.map(({ name }) => name).join(' ')
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...(names !== '' && { [displaysVariable]: names }) }
    const code = await runNode(join(modules, 'playwright/cli.js'), args, env)
    const { stats } = JSON.parse(await readFile(report, 'utf8')) as PlaywrightReport
    // A test that passed on a second try is a test that failed.
    return withExitCode(code, {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    })
  } finally {
    await Promise.all(displays.map((display) => display.stop()))
  }
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/** A runner that fails without a failing test (an error outside of every test) must not look like a success. */
function withExitCode(code: number | null, tally: Tally): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

async function freshReport(name: string): Promise<string> {
  await mkdir(reports, { recursive: true })
  const file = join(reports, name)
  await rm(file, { force: true })
  return file
}

function runNode(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    const stop = () => child.kill()
    process.once('exit', stop)
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('exit', stop)
      resolve(code)
    })
  })
}
