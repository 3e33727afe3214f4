// A process of its own that opens a library to write, says so and holds on until it is killed.
import { LibraryFolder } from './library-folder.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('Which folder?')
const held = LibraryFolder.open(folder)
held.library.db.exec(
  `INSERT INTO workspaces (name, api_url, identity, created_ms) VALUES ('committed before the kill', 'u', 'i', 0)`,
)
process.stdout.write('held\n')
// Named here, or it would be collected as garbage after a while, and the lock with it.
setInterval(() => held.library.writable, 60_000)
