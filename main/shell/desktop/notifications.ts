/** The system's notifications. Each is one batch's, and a click on it opens the screen that it speaks of. */
import { Notification } from 'electron'
import type { FinishedBatch } from '../../../preload/contract/activity.ts'
import { counted } from './count-words.ts'

export type Words = { readonly title: string; readonly body: string }

/** They would be collected as garbage, and a click on them be heard by nobody. */
const shown = new Set<Notification>()

export function notify({ title, body }: Words, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  const forget = () => shown.delete(notification)
  shown.add(notification)
  notification.on('click', () => {
    forget()
    onClick()
  })
  notification.on('close', forget)
  notification.on('failed', forget)
  notification.show()
}

export function batchWords({ done, failed }: FinishedBatch): Words {
  const files = (count: number) => counted(count, 'file')
  if (failed === 0) return { title: 'Downloads finished', body: `${files(done)} more on this computer.` }
  const others = done === 0 ? '' : ` ${files(done)} arrived.`
  return { title: `${files(failed)} could not be downloaded`, body: `The queue says why, and what to do.${others}` }
}
