/** A generated workspace in a process of its own: what it computes for a page must not cost the program that is measured. */
import { z } from 'zod'
import { startWorkspace } from '../../hms/workspace.ts'
import { argument, reply } from './talk.ts'

const question = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('requests') }),
  z.object({ ask: z.literal('clear') }),
  z.object({ ask: z.literal('slow'), bytesPerSecond: z.number() }),
  z.object({ ask: z.literal('distant'), ms: z.number() }),
])

const workspace = await startWorkspace({ scale: { recordings: Number(argument('recordings')), seed: 1 } })
const { apiUrl, accessKey, appSecret } = workspace

process.on('message', (message) => {
  const asked = question.parse(message)
  if (asked.ask === 'clear') workspace.requests.clear()
  if (asked.ask === 'slow') {
    const { bytesPerSecond } = asked
    workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond, times: Number.POSITIVE_INFINITY })
  }
  if (asked.ask === 'distant') {
    workspace.faults.add({ on: 'api', kind: 'slow', ms: asked.ms, times: Number.POSITIVE_INFINITY })
  }
  reply({ requests: workspace.requests.count('api') })
})
process.once('disconnect', () => process.exit(0))
reply({ apiUrl, accessKey, appSecret })
