/** A transfer worker as the engine sees it, and a call that it hasn't answered yet. */
import type { Worker } from 'node:worker_threads'
import type { FetchEvents } from '../../core/download/download-ports.ts'
import type { WorkerCall, WorkerWord } from './transfer-messages.ts'

export type Pending = {
  readonly thread: Thread
  readonly answer: (word: Exclude<WorkerWord, { kind: 'head' | 'progress' | 'fault' | 'proxy-wanted' }>) => void
  readonly events: FetchEvents | null
  readonly lost: () => void
}
export type Thread = { worker: Worker; place: number; post: (call: WorkerCall) => void; fetches: number }
