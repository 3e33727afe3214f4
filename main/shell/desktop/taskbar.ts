/** Downloads on the taskbar's button or the dock's icon: how far, paused, stuck; and how many files are left. */
import { join } from 'node:path'
import { app, BrowserWindow, nativeImage, type ProgressBarOptions } from 'electron'
import type { Activity } from '../../../preload/contract/activity.ts'
import { activityWords } from './activity-words.ts'
import { type TaskbarMode, taskbarState } from './taskbar-state.ts'

export function showOnTaskbar(activity: Activity, iconFolder: string): void {
  const { progress, mode } = taskbarState(activity)
  const options: ProgressBarOptions = { mode }
  for (const window of BrowserWindow.getAllWindows()) {
    window.setProgressBar(progress, options)
    if (process.platform === 'win32') overlay(window, mode, activity, iconFolder)
  }
  // On Linux only where the launcher knows it; Windows has a small picture in its place.
  if (process.platform !== 'win32') app.setBadgeCount(activity.running + activity.queued)
}

/** Its words are for screen readers. */
function overlay(window: BrowserWindow, mode: TaskbarMode, activity: Activity, iconFolder: string): void {
  const name = overlays[mode]
  if (name === null) window.setOverlayIcon(null, '')
  else window.setOverlayIcon(nativeImage.createFromPath(join(iconFolder, name)), activityWords(activity))
}

const overlays: Readonly<Record<TaskbarMode, string | null>> = {
  none: null,
  normal: 'overlay-running.png',
  indeterminate: 'overlay-running.png',
  paused: 'overlay-paused.png',
  error: 'overlay-stuck.png',
}
