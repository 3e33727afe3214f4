/** A workspace in a process of its own whose links lead to another server: so many recordings, each with the same assets. */
import { z } from 'zod'
import type { AssetSpec } from '../../hms/asset-builder.ts'
import { startWorkspace } from '../../hms/workspace.ts'
import { argument, reply } from './talk.ts'

const specs = z.array(z.object({ type: z.string(), outputMode: z.enum(['txt', 'srt', 'json']).optional() }))
const bytes = Number(argument('bytes'))
const workspace = await startWorkspace({ data: 'empty', storageUrl: argument('storage') })
const room = workspace.control.addRoom({ name: 'Morning show' })
const keys: string[] = []
for (let index = 0; index < Number(argument('recordings')); index += 1) {
  const assets = specs.parse(JSON.parse(argument('assets'))).map(
    ({ type, outputMode }): AssetSpec => ({
      type,
      ...(outputMode === undefined ? {} : { outputMode }),
      apiSize: bytes,
    }),
  )
  const added = workspace.control.addRecording({
    name: `show ${index}`,
    roomId: room.id,
    createdMs: Date.now() - index * 60_000,
    assets,
  })
  keys.push(...added.assets.map(({ key }) => key))
}
process.once('disconnect', () => process.exit(0))
const { apiUrl, accessKey, appSecret } = workspace
reply({ apiUrl, accessKey, appSecret, keys, assetIds: workspace.data.assets.own().map(({ id }) => id) })
