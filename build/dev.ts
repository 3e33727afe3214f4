// `npm run dev`: the app from source, reloading as it is edited.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { prepareOrExit } from './prepare.ts'
import { electronEnvironment, electronExecutable, repositoryRoot, runsAsRoot } from './runtime-paths.ts'

await prepareOrExit()
const child = spawn(
  process.execPath,
  [join(repositoryRoot, 'node_modules/electron-vite/bin/electron-vite.js'), 'dev', ...process.argv.slice(2)],
  {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: {
      ...electronEnvironment(),
      ELECTRON_EXEC_PATH: electronExecutable(),
      ...(runsAsRoot ? { NO_SANDBOX: '1' } : {}),
    },
  },
)
child.on('close', (code) => process.exit(code ?? 1))
