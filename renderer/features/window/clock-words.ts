/** What a person is told of a computer clock that is wrong. Pure. */
import { dayMs } from '../../../preload/contract/time-terms.ts'
import { counted } from '../../format/count.ts'

const hourMs = 3_600_000

/** null: nothing to say. `aheadMs` negative: behind. */
export function clockWords(aheadMs: number): string | null {
  if (aheadMs === 0) return null
  const side = aheadMs > 0 ? 'ahead of' : 'behind'
  return `This computer’s clock is ${amount(Math.abs(aheadMs))} ${side} 100ms. Days left are counted by 100ms’s clock.`
}

function amount(ms: number): string {
  if (ms < 2 * hourMs) return counted(Math.round(ms / 60_000), 'minute')
  if (ms < 2 * dayMs) return counted(Math.round(ms / hourMs), 'hour')
  return counted(Math.round(ms / dayMs), 'day')
}
