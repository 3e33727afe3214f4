/** Tells Chromium of our two schemes; it wants to know before the app is ready, so this is called synchronously. */
import { protocol } from 'electron'
import { appScheme, mediaScheme } from './page.ts'

export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    {
      scheme: mediaScheme,
      // `stream` lets <video> seek, `corsEnabled` lets hls.js fetch and a canvas read frames.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
    },
  ])
}
