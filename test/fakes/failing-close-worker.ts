/** The transfer worker on a drive that fails (EIO) while the first piece that was fetched ahead is closed, as a share may. */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { openSync, closeSync } = fs
const pieces = new Set<number>()
let hasFailed = false

fs.openSync = (path, ...rest) => {
  const handle = openSync(path, ...rest)
  if (String(path).includes('.+')) pieces.add(handle)
  return handle
}
fs.closeSync = (handle) => {
  closeSync(handle)
  if (!pieces.delete(handle) || hasFailed) return
  hasFailed = true
  throw Object.assign(new Error('EIO: i/o error, close'), { code: 'EIO' })
}
syncBuiltinESMExports()
await import('../../main/engine/adapters/transfer/transfer-worker.ts')
