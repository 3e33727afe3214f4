/** Why nothing is taken from the queue, what that means, and what can be done about it. Pure. */
import type { QueueHold } from '../../../preload/contract/download.ts'
import { formatBytes } from '../../format/bytes.ts'
import { formatTime } from '../../format/dates.ts'

export type HoldWords = {
  readonly tone: 'info' | 'amber' | 'tally'
  readonly words: string
  readonly action: 'settings' | null
}

export function holdWords(hold: QueueHold, timeZone: string): HoldWords | null {
  switch (hold.kind) {
    case 'none':
      return null
    case 'paused':
      return { tone: 'info', words: 'Downloads are paused. “Resume all” goes on where they stopped.', action: null }
    case 'offline':
      return { tone: 'info', words: hold.cause, action: null }
    case 'unauthorized':
      return {
        tone: 'tally',
        words: '100ms doesn’t accept the credentials any more, so it hands out no links. Downloads wait for new ones.',
        action: 'settings',
      }
    case 'rate-limited':
      return {
        tone: 'info',
        words: `100ms asked for a pause. Downloads go on at ${formatTime(hold.untilMs, timeZone)}.`,
        action: null,
      }
    case 'disk-full':
      return {
        tone: 'amber',
        words: `Your disk has ${formatBytes(hold.freeBytes)} left; downloads wait until there are ${formatBytes(hold.floorBytes)}.`,
        action: 'settings',
      }
    case 'library-missing':
      return {
        tone: 'amber',
        words: 'The drive with the library is away. Downloads go on when it is back.',
        action: null,
      }
  }
}
