/** The computer's clock. */
import type { Clock, Timer } from '../core/ports.ts'

/** `setTimeout` counts in 32 bits and fires at once beyond: about 24.8 days. */
const longestDelayMs = 2 ** 31 - 1

export class SystemClock implements Clock {
  nowMs(): number {
    return Date.now()
  }

  after(delayMs: number, run: () => void): Timer {
    let timer: NodeJS.Timeout
    const wait = (leftMs: number) => {
      const thisMs = Math.min(Math.max(leftMs, 0), longestDelayMs)
      timer = setTimeout(() => (leftMs > thisMs ? wait(leftMs - thisMs) : run()), thisMs)
    }
    wait(delayMs)
    return { cancel: () => clearTimeout(timer) }
  }
}
