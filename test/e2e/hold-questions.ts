/** Between the page and the engine: questions that wait, as behind an engine that is busy. */
import type { Page } from 'playwright/test'
import type { CommandName } from '../../preload/contract/commands.ts'

/** What the page asks under that name waits until what this returns is called. */
export async function holdQuestions(page: Page, name: CommandName): Promise<() => Promise<void>> {
  await page.evaluate((held) => {
    const post = MessagePort.prototype.postMessage
    const waiting: (() => void)[] = []
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown, ...rest: []) {
      const send = () => Reflect.apply(post, this, [message, ...rest])
      if (Object(message).name === held) waiting.push(send)
      else send()
    }
    const letGo = () => {
      MessagePort.prototype.postMessage = post
      for (const send of waiting) send()
    }
    Object.assign(window, { letGo })
  }, name)
  return () => page.evaluate(() => Reflect.get(window, 'letGo')())
}
