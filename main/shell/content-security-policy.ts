/** What our page may load and run; sent as a header with every file of it. */
import { mediaScheme } from './page.ts'

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
