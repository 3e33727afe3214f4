/** The generated workspace of a run, in its own process. */
import { z } from 'zod'
import { answerOf, startChild } from './child.ts'

const address = z.object({ apiUrl: z.string(), accessKey: z.string(), appSecret: z.string() })
const counted = z.object({ requests: z.number() })

export type Upstream = z.infer<typeof address> & {
  /** API requests since the last `clear`. */
  requests(): Promise<number>
  clear(): Promise<void>
  /** Storage sends this fast from now on, each file. */
  slowStorage(bytesPerSecond: number): Promise<void>
  /** Each answer of the API takes this much longer from now on. */
  distant(ms: number): Promise<void>
  stop(): void
}

export async function startUpstream(recordings: number): Promise<Upstream> {
  const child = startChild('upstream', { recordings })
  const found = address.parse(await answerOf(child))
  const ask = async (question: object) => {
    child.send(question)
    return counted.parse(await answerOf(child)).requests
  }
  return {
    ...found,
    requests: () => ask({ ask: 'requests' }),
    clear: async () => void (await ask({ ask: 'clear' })),
    slowStorage: async (bytesPerSecond) => void (await ask({ ask: 'slow', bytesPerSecond })),
    distant: async (ms) => void (await ask({ ask: 'distant', ms })),
    stop: () => child.disconnect(),
  }
}

/** As a child's arguments. */
export function addressOf({ apiUrl, accessKey, appSecret }: Upstream): Record<string, string> {
  return { api: apiUrl, key: accessKey, secret: appSecret }
}

/** As the app's environment. */
export function environmentOf({ apiUrl, accessKey, appSecret }: z.infer<typeof address>): Record<string, string> {
  return { DAILIES_API_URL: apiUrl, DAILIES_ACCESS_KEY: accessKey, DAILIES_APP_SECRET: appSecret }
}
