/**
 * The simulated workspace for trying things by hand:
 *   node test/hms/serve.ts [--port N] [--scale N] [--seed N] [--dialect seed] [--hostile]
 */
import { parseArgs } from 'node:util'
import { startWorkspace } from './workspace.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8100' },
    scale: { type: 'string' },
    seed: { type: 'string', default: '1' },
    dialect: { type: 'string', default: 'documented' },
    hostile: { type: 'boolean', default: false },
  },
})

const workspace = await startWorkspace({
  port: Number(values.port),
  dialect: values.dialect === 'seed' ? 'seed' : 'documented',
  hostileNames: values.hostile,
  ...(values.scale === undefined ? {} : { scale: { recordings: Number(values.scale), seed: Number(values.seed) } }),
})

console.log(`API address   ${workspace.apiUrl}
Access key    ${workspace.accessKey}
App secret    ${workspace.appSecret}
Storage       ${workspace.storageUrl}

A token for a day:
${workspace.token()}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void workspace.stop()
  })
}
