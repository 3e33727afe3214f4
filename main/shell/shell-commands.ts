/** What the shell does when the window asks. The input is parsed, the sender checked, before anything comes here. */
import { join } from 'node:path'
import { app, shell } from 'electron'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { shellCommands } from '../../preload/contract/shell.ts'
import type { CallHandlers, Inputs, Outputs } from '../link/call-table.ts'
import { askWhichToOpen } from './dialogs.ts'
import { DragOut } from './drag-out.ts'
import type { EngineHost } from './engine-host.ts'
import type { EngineSession } from './engine-session.ts'
import { exportText, exportTranscripts } from './export-files.ts'
import type { HealthReport } from './health-report.ts'
import type { LibraryChoices } from './library-choices.ts'
import { LibraryMover } from './library-mover.ts'
import { showLicences } from './licences.ts'
import type { MainWindow } from './main-window.ts'
import type { AppMenu } from './menu/menu.ts'
import { openText } from './open-text.ts'
import type { PageEvents } from './page-events.ts'
import { ClipSaving } from './save-clip.ts'
import type { Secrets } from './secrets.ts'
import type { SettingsFile } from './settings-file.ts'
import { versions } from './versions.ts'

export type ShellCommandHandlers = CallHandlers<Inputs<typeof shellCommands>, Outputs<typeof shellCommands>>

export type ShellCommandParts = {
  readonly engine: EngineHost
  readonly session: EngineSession
  readonly choices: LibraryChoices
  readonly secrets: Secrets
  readonly settings: SettingsFile
  readonly health: HealthReport
  readonly events: Pick<PageEvents, 'listening'>
  readonly window: Pick<MainWindow, 'startDrag'>
  readonly menu: Pick<AppMenu, 'offer'>
  readonly logFolder: string
  readonly diagnostics: () => Promise<Result<{ saved: boolean }, DailiesError>>
}

export function shellCommandHandlers(parts: ShellCommandParts): ShellCommandHandlers {
  const { engine, session, choices, secrets, settings, health, events, window, menu, logFolder, diagnostics } = parts
  const mover = new LibraryMover({ engine, session, settings })
  const dragOut = new DragOut((dragged) => engine.call('path.ofDragged', dragged), window)
  const clips = new ClipSaving(engine)
  return {
    'app.info': async () =>
      ok({
        version: app.getVersion(),
        parts: versions(),
        platform: platform(),
        defaultLibraryPath: usualLibraryPath(),
        credentialsAreKept: secrets.areKept(),
      }),
    'app.listening': async () => {
      events.listening()
      return ok(null)
    },
    'app.offer': async (offer) => {
      menu.offer(offer)
      return ok(null)
    },
    'app.health': async () => ok(health.now()),
    'app.restartEngine': async () => {
      engine.start()
      return ok(null)
    },
    'app.showLicences': () => showLicences(),
    'app.saveDiagnostics': () => diagnostics(),
    'app.settings': async () => ok(settings.get()),
    'app.setSettings': async (some) => ok(settings.change(some)),

    'library.choose': async () => {
      const path = await askWhichToOpen({
        title: 'Choose the library',
        message: 'The folder where Dailies keeps recordings. An empty folder becomes a new library.',
        buttonLabel: 'Choose',
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
      })
      if (path !== null) {
        choices.add(path)
        session.chosen(path)
      }
      return ok({ path })
    },
    'library.open': async ({ path }) => {
      if (!choices.has(path)) return err(notChosen)
      const opened = await session.openLibrary(path)
      if (opened.ok) settings.openedLibrary(path)
      return opened
    },
    'library.planMove': () => mover.plan(),
    'library.move': () => mover.move(),
    'library.cancelMove': () => mover.cancel(),
    'library.binOld': () => mover.binOld(),

    'workspace.test': (connection) => engine.call('workspace.test', connection),
    'workspace.connect': ({ name, ...connection }) => session.connect(connection, name),
    'workspace.disconnect': ({ id }) => session.disconnect(id),

    'files.showLogs': async () => {
      // What can't be opened has nothing to show yet.
      await shell.openPath(logFolder)
      return ok(null)
    },
    'files.showRecording': async ({ id }) => showInFolder(await engine.call('path.ofRecording', { id })),
    'files.showAsset': async ({ id }) => showInFolder(await engine.call('path.ofAsset', { id })),
    'files.drag': (dragged) => dragOut.start(dragged),
    'files.endDrag': async () => {
      dragOut.end()
      return ok(null)
    },
    'files.openMarkers': () => openText(['csv', 'tsv', 'txt']),
    'files.export': (request) => exportText(engine, request),
    'files.saveClip': (range) => clips.save(range),
    'files.stopClip': () => clips.stop(),
    'files.showClip': async () => showInFolder(clips.last()),
    'files.exportTranscripts': ({ recordingIds, format }) => exportTranscripts(engine, recordingIds, format),
  }
}

/** Where a library goes that nobody wants elsewhere. */
export function usualLibraryPath(): string {
  return join(app.getPath('videos'), 'Dailies')
}

const notChosen: DailiesError = {
  kind: 'invalid',
  message: 'Dailies opens only folders that were chosen in it. Please choose this one with “Open Library…”.',
}

function showInFolder(path: Result<string, DailiesError>): Result<null, DailiesError> {
  if (!path.ok) return err(path.error)
  shell.showItemInFolder(path.value)
  return ok(null)
}

function platform(): 'darwin' | 'win32' | 'linux' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
}
