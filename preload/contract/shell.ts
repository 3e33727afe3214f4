/** What the window may ask of the shell (Electron's main process): the operating system's things, and secrets. */
import { z } from 'zod'
import { offer } from './action.ts'
import { clipRange, savedClip } from './clip.ts'
import { dragged } from './drag.ts'
import { exportRequest, savedExport, savedExports, transcriptFormat } from './exports.ts'
import { moved, movePlan } from './move.ts'
import { assetId, chosenRecordings, recordingId, workspaceId } from './recording.ts'
import { appPreferences, appSettings } from './settings.ts'
import { health } from './shell-events.ts'
import { connection, connectionTest, workspace } from './workspace.ts'

const nothing = z.null()
const none = z.object({})

export const shellCommands = {
  'app.info': {
    input: none,
    output: z.object({
      version: z.string(),
      /** For the person who reports something; e.g. Electron's. */
      parts: z.array(z.object({ name: z.string(), version: z.string() })),
      platform: z.enum(['darwin', 'win32', 'linux']),
      defaultLibraryPath: z.string(),
      /** false: the system has no key store; credentials last for the session only. */
      credentialsAreKept: z.boolean(),
    }),
  },
  /** The window hears commands from now on: what was asked of it before is told now. */
  'app.listening': { input: none, output: nothing },
  /** What the window can be told now, for the menu. */
  'app.offer': { input: offer, output: nothing },
  'app.health': { input: none, output: health },
  /** Doesn't wait for the next attempt. */
  'app.restartEngine': { input: none, output: nothing },
  /** The licences of everything that Dailies is made of, in the system's text viewer. */
  'app.showLicences': { input: none, output: nothing },
  /** Asks where with the system's dialog. What is written holds no secret. */
  'app.saveDiagnostics': { input: none, output: z.object({ saved: z.boolean() }) },
  'app.settings': { input: none, output: appSettings },
  'app.setSettings': { input: appPreferences.partial(), output: appSettings },

  /** Opens the system's folder dialog; null when the person changed their mind. */
  'library.choose': { input: none, output: z.object({ path: z.string().nullable() }) },
  /** Makes or opens the library in that folder and remembers it. */
  'library.open': { input: z.object({ path: z.string().min(1).max(4096) }), output: nothing },
  /** Asks with the system's dialog where the library is to go; null when the person changed their mind. */
  'library.planMove': { input: none, output: movePlan.nullable() },
  /** As planned last; the answer comes when it is done and open again. The engine tells the progress. */
  'library.move': { input: none, output: moved },
  'library.cancelMove': { input: none, output: nothing },
  /** Sends the folder that the last move left behind to the system's bin. */
  'library.binOld': { input: none, output: nothing },

  'workspace.test': { input: connection, output: connectionTest },
  'workspace.connect': { input: connection.extend({ name: z.string().max(100) }), output: workspace },
  /** Forgets the credentials; the recordings stay. */
  'workspace.disconnect': { input: z.object({ id: workspaceId }), output: nothing },

  'files.showLogs': { input: none, output: nothing },
  'files.showRecording': { input: z.object({ id: recordingId }), output: nothing },
  'files.showAsset': { input: z.object({ id: assetId }), output: nothing },
  /** Hands what the pointer drags over to the system. */
  'files.drag': { input: dragged, output: nothing },
  /** The pointer was let go before that. */
  'files.endDrag': { input: none, output: nothing },
  /** A list of markers that the person chooses with the system's dialog; null when they changed their mind. */
  'files.openMarkers': { input: none, output: z.object({ name: z.string(), text: z.string() }).nullable() },
  /** Asks where with the system's dialog. */
  'files.export': { input: exportRequest, output: savedExport },
  /** Asks where with the system's dialog; answers when the clip is there. */
  'files.saveClip': { input: clipRange, output: savedClip },
  /** The one that is being saved, or asked for: nothing is left of it. */
  'files.stopClip': { input: none, output: nothing },
  /** The clip that was saved last, in the system's file manager. */
  'files.showClip': { input: none, output: nothing },
  /** Asks for a folder; null when the person changed their mind. What is in it already is left as it is. */
  'files.exportTranscripts': {
    input: z.object({ recordingIds: chosenRecordings, format: transcriptFormat }),
    output: savedExports.nullable(),
  },
} as const
export type ShellCommands = typeof shellCommands
export type ShellCommandName = keyof ShellCommands
export type ShellCommandInput<N extends ShellCommandName> = z.infer<ShellCommands[N]['input']>
export type ShellCommandOutput<N extends ShellCommandName> = z.infer<ShellCommands[N]['output']>

/** The same table, typed so that a generic name keeps its link to its schemas. */
export const shellCommandSchemas: {
  readonly [N in ShellCommandName]: {
    readonly input: z.ZodType<ShellCommandInput<N>>
    readonly output: z.ZodType<ShellCommandOutput<N>>
  }
} = shellCommands
