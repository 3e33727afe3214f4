/** "Test connection": asks 100ms for as little as tells whether these credentials work. Needs no library, keeps nothing. */

import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Connection, ConnectionTest } from '../../../../preload/contract/workspace.ts'
import { normalApiUrl } from '../../../api-address.ts'
import type { ConnectionWorld } from './connections.ts'
import { tokenSourceOf } from './management-token.ts'
import { HttpRecordingsApi } from './recordings-api.ts'

/** The least that the API gives. */
const few = 10

export async function testConnection(
  connection: Connection,
  world: ConnectionWorld,
): Promise<Result<ConnectionTest, DailiesError>> {
  const tokens = tokenSourceOf(connection.credentials, world.clock, world.random)
  if (tokens.expiresMs !== null && tokens.expiresMs <= world.clock.nowMs()) return err(expired)
  const api = new HttpRecordingsApi(normalApiUrl(connection.apiUrl), tokens, world.http, world.clock)
  const recordings = await api.page('recordings', null, few)
  if (!recordings.ok) {
    return err(recordings.error.kind === 'gone' ? noApi(connection.apiUrl) : recordings.error)
  }
  const customerId = await customerOf(api)
  return ok({ customerId, expiresMs: tokens.expiresMs, recordingsSeen: recordings.value.items.length })
}

/** Only rooms and sessions say whose they are. That they can't be read is no reason to refuse the credentials. */
async function customerOf(api: HttpRecordingsApi): Promise<string | null> {
  for (const stream of ['rooms', 'sessions'] as const) {
    const page = await api.page(stream, null, few)
    const item = page.ok ? page.value.items.find((candidate) => candidate.customerId !== null) : undefined
    if (item !== undefined) return item.customerId
  }
  return null
}

const expired: DailiesError = {
  kind: 'unauthorized',
  reason: 'expired',
  message: 'This management token has expired. Copy a new one from the 100ms dashboard.',
}

function noApi(apiUrl: string): DailiesError {
  const message = `There is no 100ms API at ${new URL(apiUrl).host}. Check the address; 100ms’s own ends in /v2.`
  return { kind: 'invalid', message }
}
