// Entry of the engine as a utility process.
import { openDatabase } from './db/database.ts'

const database = openDatabase(':memory:', { journal: 'wal' })
process.parentPort.postMessage(database.prepare('SELECT sqlite_version()').pluck().get())
