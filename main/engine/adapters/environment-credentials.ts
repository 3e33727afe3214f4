/** Credentials for servers and cron, where nobody types: DAILIES_TOKEN, or DAILIES_ACCESS_KEY and DAILIES_APP_SECRET. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { type Connection, credentials, defaultApiUrl } from '../../../preload/contract/workspace.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** null: the environment holds none. `apiUrl` null: 100ms's own. */
export function connectionFromEnvironment(
  environment: Environment,
  apiUrl: string | null,
): Result<Connection | null, DailiesError> {
  const token = given(environment, 'DAILIES_TOKEN')
  const accessKey = given(environment, 'DAILIES_ACCESS_KEY')
  const appSecret = given(environment, 'DAILIES_APP_SECRET')
  if (token === null && accessKey === null && appSecret === null) return ok(null)
  const read = credentials.safeParse(token === null ? { kind: 'key', accessKey, appSecret } : { kind: 'token', token })
  if (read.success) return ok({ apiUrl: apiUrl ?? defaultApiUrl, credentials: read.data })
  const message =
    accessKey === null || appSecret === null
      ? `${accessKey === null ? 'DAILIES_ACCESS_KEY' : 'DAILIES_APP_SECRET'} is missing: set it beside the other, or set DAILIES_TOKEN alone.`
      : 'The credentials in the environment are too long to be any.'
  return err({ kind: 'invalid', message })
}

function given(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim() ?? ''
  return value === '' ? null : value
}
