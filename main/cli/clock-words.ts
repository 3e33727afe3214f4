/** What is said of a computer clock that is wrong, after a command that talked with 100ms. */
import { dayMs } from '../../preload/contract/time-terms.ts'
import { exitStatus } from './exit-status.ts'
import { countOf, type Output } from './output.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** `aheadMs` negative: behind; 0: nothing to say. Where the command failed, a program hears of it too: it may be why. */
export function tellClock(output: Output, aheadMs: number, status: number): void {
  if (aheadMs === 0) return
  const side = aheadMs > 0 ? 'ahead of' : 'behind'
  const message = `This computer’s clock is ${amount(Math.abs(aheadMs))} ${side} 100ms. Days left are counted by 100ms’s clock, but links and sign-ins may be refused as expired: set the clock right, then run the same command again.`
  if (status === exitStatus.done) output.note(message)
  else output.problem({ kind: 'invalid', message })
}

function amount(ms: number): string {
  if (ms < 2 * hourMs) return countOf(Math.round(ms / minuteMs), 'minute')
  return ms < 2 * dayMs ? countOf(Math.round(ms / hourMs), 'hour') : countOf(Math.round(ms / dayMs), 'day')
}
