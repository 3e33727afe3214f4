/** What downloading small files can't do without: a link and a body each, so many at a time, and nothing else. */
import { request } from 'undici'
import { z } from 'zod'
import { signManagementToken } from '../../hms/token.ts'
import { argument, reply } from './talk.ts'

const link = z.object({ url: z.string() })
const token = signManagementToken({ accessKey: argument('key'), appSecret: argument('secret'), nowMs: Date.now() })
const authorization = `Bearer ${token}`

process.once('message', async (message) => {
  const ids = z.array(z.string()).parse(message)
  const startedMs = performance.now()
  let next = 0
  const lane = async () => {
    while (next < ids.length) {
      const id = ids[next++]
      const answer = await request(`${argument('api')}/recording-assets/${id}/presigned-url`, {
        headers: { authorization },
      })
      const file = await request(link.parse(await answer.body.json()).url)
      await file.body.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: Number(argument('concurrency')) }, lane))
  reply({ seconds: (performance.now() - startedMs) / 1000 })
  process.disconnect?.()
})
reply({ ready: true })
