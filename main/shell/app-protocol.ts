/** Serves the page from the app's own files, with the policy that says what a page of ours may load and run. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { protocol } from 'electron'
import { isInside } from '../inside.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { contentTypeOf } from './media/content-type.ts'
import { appScheme } from './page.ts'

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
}

export function servePage(rendererFolder: string): void {
  const root = resolve(rendererFolder)
  protocol.handle(appScheme, async (request) => {
    const path = pathOf(request.url)
    const file = path === null ? null : join(root, path === '/' ? 'index.html' : path)
    if (request.method !== 'GET' || file === null || !isInside(root, file)) return notFound()
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: { ...headers, 'Content-Type': contentTypeOf(file) },
      })
    } catch {
      return notFound()
    }
  })
}

const notFound = () => new Response(null, { status: 404, headers })

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
