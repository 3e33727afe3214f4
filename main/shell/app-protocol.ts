/** Serves the page from the app's own files, with the policy that says what a page of ours may load and run. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { protocol } from 'electron'
import { contentTypeOf } from './content-type.ts'
import { isInside } from './inside.ts'
import { appScheme, mediaScheme } from './page.ts'

/**
 * Nothing remote, nothing inline. `blob:` for media is what Media Source Extensions (hls.js) hand to <video>, for images
 * what a canvas makes of a frame; `data:` images are in the style sheets of the interface.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `img-src 'self' ${mediaScheme}: blob: data:`,
  `media-src 'self' ${mediaScheme}: blob:`,
  `connect-src 'self' ${mediaScheme}:`,
  "worker-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

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
