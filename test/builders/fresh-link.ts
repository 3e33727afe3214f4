/** A link to an asset's file, as 100ms makes one when it is asked. */
import type { Workspace } from '../hms/workspace.ts'

export async function freshLink(workspace: Workspace, assetId: string): Promise<string> {
  const answer = await fetch(`${workspace.apiUrl}/recording-assets/${assetId}/presigned-url`, {
    headers: { authorization: `Bearer ${workspace.token()}` },
  })
  return String(Reflect.get(Object(await answer.json()), 'url'))
}
