/** Serves the page from the app's own files, with the policy that says what a page of ours may load and run. */
import { join, resolve } from 'node:path'
import { protocol } from 'electron'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { contentTypeOf } from './content-type.ts'
import { isInside } from './inside.ts'
import { appScheme } from './page.ts'

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
}

/**
 * Electron calls this way of serving deprecated and keeps it. `protocol.handle` would send every byte through a stream of the
 * main process, and read Node's fetch for that, before the first script of the page is there.
 */
export function servePage(rendererFolder: string): void {
  const root = resolve(rendererFolder)
  protocol.registerFileProtocol(appScheme, (request, answer) => {
    const path = pathOf(request.url)
    const file = path === null ? null : join(root, path === '/' ? 'index.html' : path)
    if (request.method !== 'GET' || file === null || !isInside(root, file)) answer({ error: fileNotFound })
    else answer({ path: file, headers: { ...headers, 'Content-Type': contentTypeOf(file) } })
  })
}

/** `ERR_FILE_NOT_FOUND` of Chromium's net_error_list.h. */
const fileNotFound = -6

/** null: not of our page's host, or not a path. */
function pathOf(url: string): string | null {
  const { host, pathname } = new URL(url)
  try {
    const path = decodeURIComponent(pathname)
    return host === 'window' && !path.includes('\0') ? path : null
  } catch {
    return null
  }
}
