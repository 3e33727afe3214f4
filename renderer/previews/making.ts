/** One file's pictures being made, in a worker of its own. */
import type { PreviewJob } from '../../preload/contract/preview.ts'
import { type FromWorker, isLast, type Pace, type ToWorker } from './messages.ts'

export type Making = {
  readonly setPace: (pace: Pace) => void
  /** Ends soon, and hands over what it has. */
  readonly leave: () => void
  /** Ends at once; nothing more is heard of it. */
  readonly stop: () => void
}

export type StartMaking = (job: PreviewJob, pace: Pace, hear: (message: FromWorker) => void) => Making

export const startMaking: StartMaking = (job, pace, hear) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'pictures' })
  const post = (message: ToWorker) => worker.postMessage(message)
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (isLast(data)) worker.terminate()
    hear(data)
  })
  worker.addEventListener('error', () => {
    worker.terminate()
    hear({ kind: 'failed', reason: 'Making pictures of this file failed.' })
  })
  post({ kind: 'start', job, pace })
  return {
    setPace: (next) => post({ kind: 'pace', pace: next }),
    leave: () => post({ kind: 'leave' }),
    stop: () => worker.terminate(),
  }
}
