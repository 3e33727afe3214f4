/** The worker that makes one file's pictures, and ends with it: what decoding has taken is given back. */
import type { PreviewJob } from '../../preload/contract/preview.ts'
import { makePictures, NoPictures } from './make-pictures.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { Pacer } from './pacer.ts'

const pacer = new Pacer({ paused: false, gentle: false })

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'leave') return pacer.leave()
  pacer.set(data.pace)
  if (data.kind === 'start') void run(data.job)
})

async function run(job: PreviewJob): Promise<void> {
  try {
    tell(await makePictures(job, pacer, tell))
  } catch (error) {
    const reason = error instanceof NoPictures ? error.message : 'This file can’t be decoded.'
    if (!(error instanceof NoPictures)) console.warn('No pictures', error)
    tell({ kind: 'failed', reason })
  }
}

function tell(message: FromWorker): void {
  self.postMessage(message, {
    transfer: message.kind === 'pictures' ? message.pictures.map(({ bitmap }) => bitmap) : [],
  })
}
