import { expect, test } from 'vitest'
import { taskbarState } from '../../../main/shell/desktop/taskbar-state.ts'
import { type Activity, noActivity } from '../../../preload/contract/activity.ts'

const busy: Activity = { ...noActivity, running: 3, queued: 37, fraction: 0.4 }

test.each([
  ['nothing is downloaded', noActivity, { progress: -1, mode: 'none' }],
  ['something is', busy, { progress: 0.4, mode: 'normal' }],
  ['nobody knows how far', { ...busy, fraction: null }, { progress: 2, mode: 'indeterminate' }],
  ['it is paused', { ...busy, hold: { kind: 'paused' } }, { progress: 0.4, mode: 'paused' }],
  ['it waits', { ...busy, hold: { kind: 'offline', untilMs: 0, cause: '' } }, { progress: 0.4, mode: 'paused' }],
  ['somebody has to do something', { ...busy, hold: { kind: 'unauthorized' } }, { progress: 0.4, mode: 'error' }],
] as const)('the button on the taskbar when %s', (_when, activity, state) =>
  expect(taskbarState(activity)).toEqual(state),
)
