/** What the engine said last of its downloads, for everything around the window that shows it. */
import { type Activity, noActivity } from '../../../preload/contract/activity.ts'

export class ActivityBoard {
  readonly #listeners: ((activity: Activity) => void)[] = []
  #now: Activity = noActivity

  now(): Activity {
    return this.#now
  }

  /** Called at once with how it is now. */
  onChange(listen: (activity: Activity) => void): void {
    this.#listeners.push(listen)
    listen(this.#now)
  }

  /** Also `noActivity`, when the engine has ended. */
  set(activity: Activity): void {
    this.#now = activity
    for (const listen of this.#listeners) listen(activity)
  }
}

/** Something moves, or would if the network or the drive let it. */
export const isDownloading = ({ running, queued, hold }: Activity): boolean =>
  running > 0 || (queued > 0 && hold.kind !== 'paused' && hold.kind !== 'unauthorized')

/** A person has to do something before anything moves. */
export const isStuck = ({ queued, hold }: Activity): boolean =>
  queued > 0 && ['disk-full', 'unauthorized', 'library-missing'].includes(hold.kind)
