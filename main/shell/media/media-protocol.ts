/**
 * Serves granted recordings to <video>, hls.js and canvases, a slice at a time. Answers `Range` itself: Electron's
 * `net.fetch('file://…')` ignores it, and a video that can't seek says `seekable = [0, 0]` (electron #38749).
 */
import { protocol } from 'electron'
import { mediaScheme } from '../page.ts'
import { answerMedia, refused } from './media-answer.ts'
import type { MediaGrants } from './media-grants.ts'

export function serveMedia(grants: MediaGrants, pageOrigin: string): void {
  protocol.handle(mediaScheme, async (request) => {
    const file = await grants.find(request.url)
    const answer = file ? await answerMedia(file, request.method, request.headers.get('range')) : refused(404)
    // The page is of another origin: without these hls.js can't fetch and a canvas can't be read.
    answer.headers.set('Access-Control-Allow-Origin', pageOrigin)
    answer.headers.set('Access-Control-Expose-Headers', 'Accept-Ranges, Content-Length, Content-Range')
    answer.headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
    answer.headers.set('X-Content-Type-Options', 'nosniff')
    // A recording is on this disk already; the browser's cache would be a second copy of it. Small pictures that a list
    // scrolls past again and again are worth keeping.
    const cached = file?.lasting === true && answer.ok
    answer.headers.set('Cache-Control', cached ? 'private, max-age=31536000, immutable' : 'no-store')
    return answer
  })
}
