/** How long the page waits for the engine's answers while somebody uses the app. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import { z } from 'zod'
import { callEngine } from '../e2e/app.ts'
import { nothingByItself } from './policy.ts'

const answered = z.array(z.object({ name: z.string(), ms: z.number() }))
export type Answered = z.infer<typeof answered>

/** From the page's next load on. */
export function watchAnswers(page: Page): Promise<unknown> {
  return page.addInitScript(recordAnswers)
}

/** Calls of the page that were answered since they were last taken. */
export async function takeAnswers(page: Page): Promise<Answered> {
  return answered.parse(await page.evaluate(() => Reflect.get(window, 'engineAnswers').splice(0)))
}

/** Without an answer to its question the window shows that instead of the list. The library may not be open yet. */
export async function answerFirstRun(page: Page): Promise<void> {
  const done = z.object({ ok: z.literal(true) })
  const ask = () => callEngine(page, 'settings.set', { policy: nothingByItself })
  while (!done.safeParse(await ask()).success) await delay(50)
}

/** In the page, before its own script: each call over a port, until its answer is there. */
function recordAnswers(): void {
  const answers: { name: string; ms: number }[] = []
  Object.assign(window, { engineAnswers: answers })
  const asked = new Map<unknown, { name: string; atMs: number }>()
  const heard = new WeakSet<MessagePort>()
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown, ...rest: []) {
    const { call, name } = Object(message)
    if (call !== undefined) {
      asked.set(call, { name: String(name), atMs: performance.now() })
      if (!heard.has(this)) {
        heard.add(this)
        this.addEventListener('message', ({ data }) => {
          const question = asked.get(Object(data).answer)
          asked.delete(Object(data).answer)
          if (question) answers.push({ name: question.name, ms: performance.now() - question.atMs })
        })
      }
    }
    return Reflect.apply(post, this, [message, ...rest])
  }
}
