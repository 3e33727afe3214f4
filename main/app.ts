/** The app with its window, as a story: profile, schemes, lock; then the page, the engine, the window and its desktop. */
import { join } from 'node:path'
import { app, Menu, nativeTheme, session, type WebContents } from 'electron'
import { noActivity } from '../preload/contract/activity.ts'
import { LogFile } from './engine/adapters/log-file.ts'
import { redactText } from './engine/adapters/redact.ts'
import { SystemClock } from './engine/adapters/system-clock.ts'
import { servePage } from './shell/app-protocol.ts'
import { linkOnCommandLine, linkScheme } from './shell/deep-link.ts'
import { ActivityBoard } from './shell/desktop/activity-board.ts'
import { Desktop } from './shell/desktop/desktop.ts'
import { isStartedHidden, keepLoginItem } from './shell/desktop/login-item.ts'
import { keepRecentLibraries } from './shell/desktop/recent-libraries.ts'
import { saveDiagnostics } from './shell/diagnostics.ts'
import { EngineHost } from './shell/engine-host.ts'
import { engineRequestHandlers } from './shell/engine-requests.ts'
import { EngineSession } from './shell/engine-session.ts'
import { type Environment, takeEnvironment } from './shell/environment.ts'
import { HealthReport } from './shell/health-report.ts'
import { hearPage } from './shell/ipc.ts'
import { LibraryChoices } from './shell/library-choices.ts'
import { libraryOf, pathOnCommandLine } from './shell/library-on-command-line.ts'
import { LinkInbox } from './shell/link-inbox.ts'
import { LinkOpener } from './shell/link-opener.ts'
import { MainWindow } from './shell/main-window.ts'
import { MediaGrants } from './shell/media/media-grants.ts'
import { serveMedia } from './shell/media/media-protocol.ts'
import { AppMenu } from './shell/menu/menu.ts'
import { watchNetwork } from './shell/network-watch.ts'
import { ownPage, type Page } from './shell/page.ts'
import { PageEvents } from './shell/page-events.ts'
import { registerSchemes } from './shell/schemes.ts'
import { Secrets } from './shell/secrets.ts'
import { confineAllPages, denyPermissions, isTrustedFrame } from './shell/security.ts'
import { SettingsFile } from './shell/settings-file.ts'
import { shellCommandHandlers, usualLibraryPath } from './shell/shell-commands.ts'

export function startApp(): void {
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
  // Else Electron makes a menu of its own, for the moment until ours is there.
  Menu.setApplicationMenu(null)

  // macOS hands a link over as an event, even before it is ready; the others start the app once more with it.
  const links = new LinkInbox()
  links.add(linkOnCommandLine(process.argv))
  app.on('open-url', (event, link) => {
    event.preventDefault()
    links.add(link)
  })
  const paths = new LinkInbox()
  app.on('open-file', (event, path) => {
    event.preventDefault()
    paths.add(path)
  })

  // By this Windows knows whose a notification is: that of the shortcut that the installer makes.
  if (app.isPackaged && process.platform === 'win32') app.setAppUserModelId(appId)

  if (app.requestSingleInstanceLock()) {
    const world = { environment, profile, log, page, links, paths }
    app
      .whenReady()
      .then(() => open(world))
      .catch((error: unknown) => fail(error, log))
  } else {
    app.quit()
  }
}

/** As in electron-builder.yml. */
const appId = 'app.dailies.desktop'

type World = {
  readonly environment: Environment
  readonly profile: (...path: string[]) => string
  readonly log: LogFile
  readonly page: Page
  readonly links: LinkInbox
  /** Of folders and files that the system wants opened. */
  readonly paths: LinkInbox
}

function open({ environment, profile, log, page, links, paths }: World): void {
  log.info('started', { version: app.getVersion(), electron: process.versions['electron'] })
  const settings = new SettingsFile(profile('settings.json'), log)
  const named = pathOnCommandLine(process.argv, app.getAppPath(), process.cwd())
  const namedLibrary = named === null ? null : libraryOf(named)
  if (namedLibrary === null) paths.add(named)
  else settings.openedLibrary(namedLibrary)
  const secrets = new Secrets(profile('credentials.json'), log, (words) => window.say(words))
  const grants = new MediaGrants()
  const isOurPage = (contents: WebContents) => isTrustedFrame(contents.mainFrame, contents, page)
  const events = new PageEvents(isOurPage)
  const health = new HealthReport((now) => events.health(now))
  const activity = new ActivityBoard()

  const engine = new EngineHost({
    entry: join(import.meta.dirname, 'engine.js'),
    files: { log: profile('logs', 'engine.log'), toldExpiries: profile('expiry-notices.json') },
    log,
    health,
    handlers: engineRequestHandlers({ grants, activity, desktop: () => desktop }),
    onStarted: () => engineSession.resume(),
    onEnded: () => activity.set(noActivity),
    isTrusted: isOurPage,
  })
  const { libraryPath, recentLibraries } = settings.get()
  const knownLibraries = [...(libraryPath === null ? [] : [libraryPath]), ...recentLibraries]
  const engineSession = new EngineSession(
    { engine, secrets, grants, log, health, knownLibraries, fromEnvironment: environment.connection },
    environment.library ?? libraryPath,
  )
  const choices = new LibraryChoices(settings)
  choices.add(usualLibraryPath())
  if (environment.library) choices.add(environment.library)
  // Its process takes longest to start, then the page's: everything else is made meanwhile, the profile's session too.
  engine.start()
  denyPermissions(session.defaultSession, page)
  servePage(join(import.meta.dirname, '../renderer'))
  serveMedia(grants, page.origin)
  followTheme(settings)
  const preload = join(import.meta.dirname, '../preload/index.cjs')
  const iconFolder = join(app.getAppPath(), 'build/icons')
  const window = new MainWindow({ page, preload, stateFile: profile('window.json'), iconFolder, log }, events)
  const desktop = new Desktop({ engine, window, settings, activity, log, profile, iconFolder })
  const logFolder = profile('logs')
  const diagnostics = () => saveDiagnostics({ engine, settings, health, secrets, logFolder, redact: redactText })
  const menu = new AppMenu({ engine, window, settings, logFolder, diagnostics })
  hearPage({
    handlers: shellCommandHandlers({
      ...{ engine, session: engineSession, choices, secrets, settings, health, events, window, menu },
      ...{ logFolder, diagnostics },
    }),
    isTrusted: (event) => isTrustedFrame(event.senderFrame, event.sender, page),
    givePort: (contents) => engine.connect(contents),
    log,
  })
  menu.start()
  if (!isStartedHidden(process.argv)) window.show()
  // Marks the button on the taskbar of this window, too; its tray icon takes as long to make as the window's frame.
  desktop.start()
  if (settings.notice !== null) window.say(settings.notice)
  keepLoginItem(settings, window, log)
  keepRecentLibraries(settings)
  app.on('second-instance', (_event, argv, workingFolder) => {
    window.show()
    links.add(linkOnCommandLine(argv))
    paths.add(pathOnCommandLine(argv, app.getAppPath(), workingFolder))
  })
  app.on('activate', window.show)
  quitInOrder(engine, log)
  watchNetwork((online) => void engine.call('network.changed', { online }))
  const opener = new LinkOpener(engine, window)
  links.deliverTo((link) => void opener.open(link))
  paths.deliverTo((path) => {
    const library = libraryOf(path)
    if (library === null) window.say('That folder is no library of Dailies, and in none.')
    else {
      choices.add(library)
      window.command({ kind: 'open-library', path: library })
    }
  })
  // Elsewhere the package says so to the system; a checkout leaves the system alone.
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(linkScheme)
}

function followTheme(settings: SettingsFile): void {
  const follow = () => {
    nativeTheme.themeSource = settings.get().theme
  }
  follow()
  settings.onChange(follow)
}

/** The engine closes its library before the app goes. */
function quitInOrder(engine: EngineHost, log: LogFile): void {
  let hasStopped = false
  app.on('will-quit', (event) => {
    if (hasStopped) return
    event.preventDefault()
    engine
      .stop()
      .catch((error: unknown) => log.error('engine-not-stopped', { error }))
      .finally(() => {
        hasStopped = true
        // Where no engine runs that is at once, and while the event still lasts another quitting isn't heard.
        setTimeout(() => app.quit(), 0)
      })
  })
}

function fail(error: unknown, log: LogFile): void {
  log.error('not-started', { error })
  console.error(error)
  app.exit(1)
}
