/** The downloads in one line, for the tray. */
import type { Activity } from '../../../preload/contract/activity.ts'
import { counted } from './count-words.ts'

const megabyte = 1_000_000
const kilobyte = 1_000

export function activityWords(activity: Activity): string {
  const { running, queued, hold, bytesPerS, secondsLeft } = activity
  const left = running + queued
  switch (hold.kind) {
    case 'paused':
      return 'Downloads are paused'
    case 'offline':
      return 'Offline: downloads wait for the network'
    case 'disk-full':
      return 'The drive is full: downloads wait'
    case 'unauthorized':
      return '100ms refuses the credentials: downloads wait'
    case 'library-missing':
      return 'The library can’t be written: downloads wait'
    case 'rate-limited':
      return '100ms asks to wait: downloads go on in a moment'
    case 'none': {
      if (left === 0) return 'Nothing is being downloaded'
      return `Downloading ${counted(left, 'file')}${bytesPerS > 0 ? ` · ${rate(bytesPerS)}` : ''}${secondsLeft === null ? '' : ` · ${timeLeft(secondsLeft)}`}`
    }
  }
}

/** The formats are made when they are wanted: the first of a process takes ten milliseconds, of a start that is waited for. */
function rate(bytesPerS: number): string {
  if (bytesPerS < megabyte) return perSecond('kilobyte', 0).format(bytesPerS / kilobyte)
  return perSecond('megabyte', 1).format(bytesPerS / megabyte)
}

const perSecond = (unit: 'kilobyte' | 'megabyte', digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: `${unit}-per-second`,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })

/** Coarse, so that it doesn't flicker. */
function timeLeft(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return 'less than a minute'
  return minutes < 90 ? `${minutes} min left` : `${Math.round(minutes / 60)} h left`
}
