/**
 * The transfer worker on a disk whose fsync takes as long as a test wants: until the file that `SLOW_DISK_RELEASE`
 * names is there. That it has been asked is told by a file of its own, `….asked`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const release = process.env['SLOW_DISK_RELEASE'] ?? ''
const { fsync } = fs

/** Blocks the thread as a slow disk does, on purpose. */
function waitForRelease(): void {
  fs.writeFileSync(`${release}.asked`, '')
  const nothing = new Int32Array(new SharedArrayBuffer(4))
  while (!fs.existsSync(release)) Atomics.wait(nothing, 0, 0, 10)
}

fs.fsync = Object.assign(
  (handle: number, done: fs.NoParamCallback) => {
    waitForRelease()
    fsync(handle, done)
  },
  { __promisify__: fs.fsync.__promisify__ },
)
syncBuiltinESMExports()
await import('../../main/engine/adapters/transfer/transfer-worker.ts')
