/**
 * What a page of ours may not do, whatever is in it: leave, open windows, embed others, ask for devices. Electron's
 * defaults allow most of this (its checklist, items 5, 11–15 and 17).
 */
import { app, BrowserWindow, type Session, shell, type WebFrameMain, type WebPreferences } from 'electron'
import type { Page } from './page.ts'
import type { ShellLog } from './shell-log.ts'

export const securePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies WebPreferences

/** Full screen for the picture; writing to the clipboard for a quote with its time code and a picture of a frame. */
const grantedPermissions: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write'])

/** Only these open in the browser. */
const externalHosts: ReadonlySet<string> = new Set(['100ms.live', 'www.100ms.live', 'dashboard.100ms.live'])

export function denyPermissions(session: Session, page: Page): void {
  const isGranted = (permission: string, url: string) => grantedPermissions.has(permission) && page.isOwn(url)
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isGranted(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin))
  session.setDevicePermissionHandler(() => false)
  // What the page itself has made may be saved (a picture of a frame); nothing else is downloaded by the browser.
  session.on('will-download', (event, item) => {
    const url = item.getURL()
    if (!url.startsWith('blob:') || !page.isOwn(url.slice('blob:'.length))) event.preventDefault()
  })
}

export function confineAllPages(page: Page, log: ShellLog): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (what: string) => (event: Electron.Event) => {
      event.preventDefault()
      log.warn('page-refused', { what })
    }
    contents.on('will-navigate', (event) => {
      // Only to itself: that is a reload.
      if (event.url !== page.url) refuse('navigation')(event)
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) refuse('frame')(event)
    })
    contents.on('will-redirect', refuse('redirect'))
    contents.on('will-attach-webview', refuse('webview'))
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url)
      else log.warn('page-refused', { what: 'window' })
      return { action: 'deny' }
    })
  })
}

export function mayOpenOutside(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return url.protocol === 'https:' && externalHosts.has(url.host) && !url.username && !url.password
}

/** The main frame of our own page, in a window of ours. */
export function isTrustedFrame(frame: WebFrameMain | null, sender: Electron.WebContents, page: Page): boolean {
  return (
    frame !== null &&
    frame.parent === null &&
    page.isOwn(frame.url) &&
    !sender.isDestroyed() &&
    BrowserWindow.fromWebContents(sender) !== null
  )
}
