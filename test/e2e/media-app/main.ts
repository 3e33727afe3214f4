// An app with nothing but our schemes: the shell's own media protocol in a real Electron, with files that a test grants.
// The page is one empty file. Bundled by bundle.ts.
import { app, BrowserWindow } from 'electron'
import { z } from 'zod'
import { servePage } from '../../../main/shell/app-protocol.ts'
import { MediaGrants } from '../../../main/shell/media/media-grants.ts'
import { serveMedia } from '../../../main/shell/media/media-protocol.ts'
import { ownPage } from '../../../main/shell/page.ts'
import { registerSchemes } from '../../../main/shell/schemes.ts'
import { securePreferences } from '../../../main/shell/security.ts'
import { mediaGrant } from '../../../preload/contract/control.ts'

const granted = z.array(mediaGrant).parse(JSON.parse(process.env['MEDIA_APP_GRANTS'] ?? '[]'))
const page = ownPage(undefined)
app.setPath('userData', z.string().parse(process.env['MEDIA_APP_PROFILE']))
registerSchemes()

app.whenReady().then(() => {
  const grants = new MediaGrants()
  grants.add(granted)
  servePage(import.meta.dirname)
  serveMedia(grants, page.origin)
  return new BrowserWindow({ webPreferences: securePreferences }).loadURL(page.url)
}, console.error)
