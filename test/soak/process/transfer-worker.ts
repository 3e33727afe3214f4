/** The transfer worker as it is, with less patience: a server that has stopped sending is given up after a second. */
import { workerData } from 'node:worker_threads'

workerData.timeouts = { connectMs: 2000, headMs: 1000, stallMs: 1000 }
await import('../../../main/engine/adapters/transfer/transfer-worker.ts')
