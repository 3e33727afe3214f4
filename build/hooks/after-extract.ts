// electron-builder copies an Electron that it is pointed to as it is. The stand-in's launcher (build/electron-stand-in)
// would ship beside the packed app.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'

export default async function afterExtract({ appOutDir }: AfterPackContext): Promise<void> {
  await rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true })
}
