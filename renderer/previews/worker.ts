/** The worker that makes one file's pictures, and ends with it: what decoding has taken is given back. */
import { makePictures, NoPictures } from './make-pictures.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { Pacer } from './pacer.ts'

const pacer = new Pacer({ paused: false, gentle: false })

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  pacer.set(data.pace)
  if (data.kind === 'start') void run(data)
})

async function run({ job }: Extract<ToWorker, { kind: 'start' }>): Promise<void> {
  try {
    tell({ kind: 'done', made: await makePictures(job, pacer, tell) })
  } catch (error) {
    const reason = error instanceof NoPictures ? error.message : 'This file can’t be decoded.'
    if (!(error instanceof NoPictures)) console.warn('No pictures', error)
    tell({ kind: 'failed', reason })
  }
}

function tell(message: FromWorker): void {
  self.postMessage(message)
}
