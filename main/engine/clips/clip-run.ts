/** One run of the clip worker: told what it says, and over when it has answered, died or been stopped. */
import { Worker } from 'node:worker_threads'
import type { ClipJob, ClipMessage } from './messages.ts'

type Answer = Exclude<ClipMessage, { kind: 'progress' }> | { readonly kind: 'stopped' }

export class ClipRun {
  readonly #worker: Worker
  /** Resolves when the thread is gone and holds no file any more; rejects with what it died of. */
  readonly answer: Promise<Answer>

  constructor(workerFile: URL, job: ClipJob, onProgress: (fraction: number) => void) {
    this.#worker = new Worker(workerFile, { workerData: job, name: 'clip' })
    this.answer = new Promise((resolve, reject) => {
      let answer: Answer = { kind: 'stopped' }
      this.#worker.on('message', (message: ClipMessage) => {
        if (message.kind === 'progress') onProgress(message.fraction)
        else answer = message
      })
      this.#worker.on('error', reject)
      this.#worker.on('exit', () => resolve(answer))
    })
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }
}
