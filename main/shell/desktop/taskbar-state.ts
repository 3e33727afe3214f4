/** What the taskbar's button says of the downloads. Knows no Electron. */
import type { Activity } from '../../../preload/contract/activity.ts'
import { isStuck } from './activity-board.ts'

export type TaskbarMode = 'none' | 'normal' | 'indeterminate' | 'error' | 'paused'
/** `progress` as Electron takes it: below 0 none, above 1 indeterminate. */
export type TaskbarState = { readonly progress: number; readonly mode: TaskbarMode }

const none = -1
const unknown = 2

export function taskbarState(activity: Activity): TaskbarState {
  const { running, queued, hold, fraction } = activity
  if (running + queued === 0) return { progress: none, mode: 'none' }
  const progress = fraction ?? unknown
  if (isStuck(activity)) return { progress, mode: 'error' }
  if (hold.kind !== 'none') return { progress, mode: 'paused' }
  return { progress, mode: fraction === null ? 'indeterminate' : 'normal' }
}
