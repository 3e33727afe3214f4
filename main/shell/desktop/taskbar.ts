/** Downloads on the taskbar's button or the dock's icon: how far, paused, stuck; and how many files are left. */
import { app, BrowserWindow, type ProgressBarOptions } from 'electron'
import type { Activity } from '../../../preload/contract/activity.ts'
import { isStuck } from './activity-board.ts'

export type TaskbarState = { readonly progress: number; readonly mode: NonNullable<ProgressBarOptions['mode']> }

/** Electron's numbers: below 0 none, above 1 indeterminate. */
const none = -1
const unknown = 2

function taskbarState(activity: Activity): TaskbarState {
  const { running, queued, hold, fraction } = activity
  if (running + queued === 0) return { progress: none, mode: 'none' }
  const progress = fraction ?? unknown
  if (isStuck(activity)) return { progress, mode: 'error' }
  if (hold.kind !== 'none') return { progress, mode: 'paused' }
  return { progress, mode: fraction === null ? 'indeterminate' : 'normal' }
}

export function showOnTaskbar(activity: Activity): void {
  const { progress, mode } = taskbarState(activity)
  for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(progress, { mode })
  // Not there on Windows; on Linux only where the launcher knows it.
  if (process.platform !== 'win32') app.setBadgeCount(activity.running + activity.queued)
}
