// Entry of the engine as a utility process.
import Database from 'better-sqlite3'

const binding = Number(process.versions['napi']) < 10 ? process.env['DAILIES_SQLITE_BINDING'] : undefined
const database = new Database(':memory:', binding ? { nativeBinding: binding } : {})
process.parentPort.postMessage(database.prepare('SELECT sqlite_version()').pluck().get())
