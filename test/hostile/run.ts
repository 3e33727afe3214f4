// npm run fuzz -- [--runs 10000] [--seed S] [file …]
//
// Every property of this folder with more cases than a usual run of the tests gives it. A failure names its seed.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' } },
  allowPositionals: true,
})
const root = join(import.meta.dirname, '../..')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
// One file at a time: these are long runs of one thread each, and their times are worth reading.
const args = [vitest, 'run', '--project', 'hostile', '--testTimeout=0', '--no-file-parallelism', '--reporter=verbose']
const child = spawn(process.execPath, [...args, ...positionals], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    DAILIES_FUZZ_RUNS: values.runs,
    ...(values.seed === undefined ? {} : { DAILIES_FUZZ_SEED: values.seed }),
  },
})
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
