/** What the environment says, read once at the start; secrets are taken out of it, so that no child inherits them. */
import { defaultApiUrl } from '../../preload/contract/connection-terms.ts'
import { type Connection, connection } from '../../preload/contract/workspace.ts'

export type Environment = {
  /** A profile of its own, e.g. of a test or the demo. */
  readonly userData: string | undefined
  /** Opened instead of the remembered library, for this run. */
  readonly library: string | undefined
  readonly connection: Connection | null
  /** Only while the page is being developed. */
  readonly devServer: string | undefined
}

export function takeEnvironment(env: NodeJS.ProcessEnv): Environment {
  const token = take(env, 'DAILIES_TOKEN')
  const accessKey = take(env, 'DAILIES_ACCESS_KEY')
  const appSecret = take(env, 'DAILIES_APP_SECRET')
  const credentials = token ? { kind: 'token', token } : { kind: 'key', accessKey, appSecret }
  const connect = connection.safeParse({ apiUrl: env['DAILIES_API_URL'] || defaultApiUrl, credentials })
  return {
    userData: env['DAILIES_USER_DATA'] || undefined,
    library: env['DAILIES_LIBRARY'] || undefined,
    connection: connect.success ? connect.data : null,
    devServer: env['ELECTRON_RENDERER_URL'] || undefined,
  }
}

function take(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]
  delete env[name]
  return value || undefined
}
