// Type-checks every project of the repository, all at once, and shows the errors of all of them.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const projects = ['.', 'main', 'main/engine/core', 'preload', 'preload/contract', 'renderer', 'test']

function check(project: string): Promise<boolean> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return new Promise((done) => {
    const colour = process.stdout.isTTY ? ['--pretty'] : []
    const child = spawn(process.execPath, [tsc, ...colour, '-p', project], { cwd: root, stdio: 'inherit' })
    child.on('close', (code) => done(code === 0))
  })
}

const present = projects.filter((project) => existsSync(join(root, project, 'tsconfig.json')))
const results = await Promise.all(present.map(check))
process.exitCode = results.every(Boolean) ? 0 : 1
