/** What the command line takes from its environment: credentials, the videos folder, the proxy. Nothing is stored. */
import { readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
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

/** A sentence for whoever set none, or not all of them. */
export function missingCredentials(environment: Environment): string {
  const isSet = (name: string): boolean => Boolean(environment[name]?.trim())
  const [key, secret] = ['DAILIES_ACCESS_KEY', 'DAILIES_APP_SECRET'] as const
  const where = 'both are on the Developer page of the 100ms dashboard.'
  if (isSet(key)) return `${key} is set in the environment, but ${secret} is missing; ${where}`
  if (isSet(secret)) return `${secret} is set in the environment, but ${key} is missing; ${where}`
  return `There are no credentials. Set ${key} and ${secret}, or DAILIES_TOKEN, in the environment; ${where}`
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
  const host = withoutBrackets(hostname.toLowerCase())
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true
      const { name, ofPort } = exceptionOf(entry)
      if (ofPort !== undefined && ofPort !== port) return false
      return name !== '' && (host === name || host.endsWith(`.${name}`))
    })
}

type Exception = { readonly name: string; readonly ofPort: string | undefined }

/** `host`, `.host`, `*.host` or `[fd00::5]`, with `:port` behind it or not; `fd00::5` is all address. */
function exceptionOf(entry: string): Exception {
  if (isIPv6(entry)) return { name: usualAddress(entry), ofPort: undefined }
  const [, address, behindAddress] = /^\[(.*)\](?::(\d+))?$/.exec(entry) ?? []
  if (address !== undefined) return { name: isIPv6(address) ? usualAddress(address) : '', ofPort: behindAddress }
  const [, name = '', ofPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? []
  return { name, ofPort }
}

/** One address has many writings; a URL's is the shortest. */
function usualAddress(address: string): string {
  // A link's own zone (`fe80::1%eth0`) stands in no URL.
  const [withoutZone = ''] = address.split('%')
  return withoutBrackets(new URL(`http://[${withoutZone}]`).hostname)
}

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '')
