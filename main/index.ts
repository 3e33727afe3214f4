/** Entry of the main process, as a story: profile, lock, schemes; then the page, the engine and the window. */
import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, session, type WebContents } from 'electron'
import { ok } from '../preload/contract/result.ts'
import { LogFile } from './engine/adapters/log-file.ts'
import { SystemClock } from './engine/adapters/system-clock.ts'
import { servePage } from './shell/app-protocol.ts'
import { EngineHost } from './shell/engine-host.ts'
import { EngineSession } from './shell/engine-session.ts'
import { takeEnvironment } from './shell/environment.ts'
import { HealthReport } from './shell/health-report.ts'
import { hearPage } from './shell/ipc.ts'
import { MediaGrants } from './shell/media-grants.ts'
import { serveMedia } from './shell/media-protocol.ts'
import { setMenu } from './shell/menu.ts'
import { ownPage } from './shell/page.ts'
import { tellPages } from './shell/page-events.ts'
import { firstUsableProxy } from './shell/proxy.ts'
import { registerSchemes } from './shell/schemes.ts'
import { Secrets } from './shell/secrets.ts'
import { confineAllPages, denyPermissions, isTrustedFrame } from './shell/security.ts'
import { SettingsFile } from './shell/settings-file.ts'
import { shellCommandHandlers } from './shell/shell-commands.ts'
import { openWindow, showWindow } from './shell/window.ts'

const environment = takeEnvironment(process.env)
if (environment.userData) app.setPath('userData', environment.userData)
const profile = (...path: string[]) => join(app.getPath('userData'), ...path)
const log = new LogFile(profile('logs', 'shell.log'), new SystemClock())
const page = ownPage(app.isPackaged ? undefined : environment.devServer)

process.on('uncaughtExceptionMonitor', (error) => log.error('crashed', { error }))
process.on('unhandledRejection', (error) => log.error('rejected', { error }))

// Electron wants both before it is ready; and nothing here may wait for that at top level, or it never is.
registerSchemes()
confineAllPages(page, log)

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(fail)
} else {
  app.quit()
}

function start(): void {
  log.info('started', { version: app.getVersion(), electron: process.versions['electron'] })
  const settings = new SettingsFile(profile('settings.json'), log)
  const secrets = new Secrets(profile('credentials.json'), log)
  const grants = new MediaGrants()
  const isOurPage = (contents: WebContents) => isTrustedFrame(contents.mainFrame, contents, page)
  const tell = tellPages(isOurPage)
  const health = new HealthReport((now) => tell('health', now))
  nativeTheme.themeSource = settings.get().theme

  denyPermissions(session.defaultSession, page)
  servePage(join(import.meta.dirname, '../renderer'))
  serveMedia(grants, page.origin)
  setMenu(!app.isPackaged)

  const engine = new EngineHost({
    entry: join(import.meta.dirname, 'engine.js'),
    logFile: profile('logs', 'engine.log'),
    log,
    health,
    handlers: {
      'media.grant': async (granted) => {
        grants.add(granted.grants)
        return ok(null)
      },
      'proxy.for': async ({ url }) => ok(firstUsableProxy(await session.defaultSession.resolveProxy(url))),
    },
    onStarted: () => engineSession.resume(),
    isTrusted: isOurPage,
  })
  const engineSession = new EngineSession(
    { engine, secrets, grants, log, health, fromEnvironment: environment.connection },
    environment.library ?? settings.get().libraryPath,
  )
  hearPage({
    handlers: shellCommandHandlers({
      engine,
      session: engineSession,
      secrets,
      settings,
      health,
      logFolder: profile('logs'),
    }),
    isTrusted: (event) => isTrustedFrame(event.senderFrame, event.sender, page),
    givePort: (contents) => engine.connect(contents),
    log,
  })
  engine.start()
  keepWindow()
  quitInOrder(engine)
}

function keepWindow(): void {
  const open = () =>
    openWindow({
      page,
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      stateFile: profile('window.json'),
      log,
    })
  const show = () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) showWindow(window)
    else open()
  }
  open()
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
}

/** The engine closes its library before the app goes. */
function quitInOrder(engine: EngineHost): void {
  let hasStopped = false
  app.on('will-quit', (event) => {
    if (hasStopped) return
    event.preventDefault()
    engine
      .stop()
      .catch((error: unknown) => log.error('engine-not-stopped', { error }))
      .finally(() => {
        hasStopped = true
        app.quit()
      })
  })
}

function fail(error: unknown): void {
  log.error('not-started', { error })
  console.error(error)
  app.exit(1)
}
