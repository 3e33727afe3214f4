/**
 * Preloaded into a process (`--import`), writes down which files it writes, syncs and renames, one call a line, when the call is
 * over. For computers without strace.
 */
import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const log = process.env['RECORDED_DISK'] ?? ''
const { appendFileSync, fsync, fsyncSync, openSync, renameSync, writeSync } = fs
const { open } = fsPromises
const paths = new Map<number, string>()
const tell = (call: string, ...about: unknown[]) => appendFileSync(log, `${JSON.stringify([call, ...about])}\n`)

fs.openSync = (path, ...rest) => {
  const handle = openSync(path, ...rest)
  paths.set(handle, String(path))
  return handle
}
fs.writeSync = ((handle: number, ...rest: [Uint8Array]) => {
  tell('write', paths.get(handle))
  return writeSync(handle, ...rest)
}) as typeof fs.writeSync
fs.fsyncSync = (handle) => {
  fsyncSync(handle)
  tell('fsync', paths.get(handle))
}
fs.fsync = Object.assign(
  (handle: number, done: fs.NoParamCallback) =>
    fsync(handle, (error) => {
      tell('fsync', paths.get(handle))
      done(error)
    }),
  { __promisify__: fs.fsync.__promisify__ },
)
fs.renameSync = (from, to) => {
  tell('rename', String(from), String(to))
  renameSync(from, to)
}
fsPromises.open = async (path, ...rest) => {
  const file = await open(path, ...rest)
  const { sync, writeFile } = file
  file.writeFile = (...data) => {
    tell('write', String(path))
    return writeFile.apply(file, data)
  }
  file.sync = async () => {
    await sync.call(file)
    tell('fsync', String(path))
  }
  return file
}
syncBuiltinESMExports()
