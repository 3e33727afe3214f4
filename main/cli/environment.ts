/** What the command line takes from its environment: credentials, the videos folder, the proxy. Nothing is stored. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Credentials } from '../../preload/contract/workspace.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** null: none are set. */
export function credentialsOf(environment: Environment): Credentials | null {
  const token = environment['DAILIES_TOKEN']?.trim()
  if (token) return { kind: 'token', token }
  const accessKey = environment['DAILIES_ACCESS_KEY']?.trim()
  const appSecret = environment['DAILIES_APP_SECRET']?.trim()
  return accessKey && appSecret ? { kind: 'key', accessKey, appSecret } : null
}

/** `Dailies` in the user's videos folder, where the app makes its library too. */
export function defaultLibrary(environment: Environment, platform: NodeJS.Platform, home: string): string {
  if (platform === 'darwin') return join(home, 'Movies', 'Dailies')
  if (platform === 'win32') return join(home, 'Videos', 'Dailies')
  return join(xdgVideos(environment, home) ?? join(home, 'Videos'), 'Dailies')
}

/** As xdg-user-dirs writes it: `XDG_VIDEOS_DIR="$HOME/Filme"`. */
function xdgVideos(environment: Environment, home: string): string | null {
  const config = environment['XDG_CONFIG_HOME'] || join(home, '.config')
  try {
    const path = /^\s*XDG_VIDEOS_DIR="(.+)"\s*$/m.exec(readFileSync(join(config, 'user-dirs.dirs'), 'utf8'))?.[1]
    return path === undefined ? null : path.replace(/^\$HOME(?=\/|$)/, () => home)
  } catch {
    return null
  }
}

/**
 * PEM certificates of NODE_EXTRA_CA_CERTS. Node reads that variable by itself, but not in an installed app: there the
 * launcher (build/cli) hands it on under our name. Throws where the file can't be read.
 */
export function extraCertificates(environment: Environment): readonly string[] {
  const path = environment['DAILIES_EXTRA_CA_CERTS'] || environment['NODE_EXTRA_CA_CERTS']
  if (!path) return []
  return readFileSync(path, 'latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
}

/** The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY want for a URL, e.g. `http://proxy:3128`; null for none. */
export function proxyFor(environment: Environment, url: string): string | null {
  const { protocol, hostname, port } = new URL(url)
  const named = (name: string): string => environment[name.toLowerCase()] || environment[name] || ''
  const proxy = protocol === 'https:' ? named('HTTPS_PROXY') : named('HTTP_PROXY')
  if (proxy === '' || isExcepted(named('NO_PROXY'), hostname, port || (protocol === 'https:' ? '443' : '80')))
    return null
  // A name is always the proxy's to resolve.
  return proxy.includes('://') ? proxy.replace(/^socks5h:/i, 'socks5:') : `http://${proxy}`
}

function isExcepted(list: string, hostname: string, port: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = '', ofPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? []
      if (ofPort !== undefined && ofPort !== port) return false
      if (entry === '*') return true
      return name !== '' && (host === name || host.endsWith(`.${name}`))
    })
}
