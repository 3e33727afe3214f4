/**
 * The engine's side of the talk with the shell: `start` makes the engine, the rest is handed on to it. Nothing is asked
 * of the engine before it exists.
 */
import type { EngineFiles, engineControl, shellControl } from '../../preload/contract/control.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { CallHandlers, Inputs, Outputs } from '../link/call-table.ts'
import type { Caller } from '../link/caller.ts'
import type { NewsReader } from './desktop-news.ts'
import type { Engine, EngineWorld } from './engine.ts'

export type ShellCaller = Caller<Inputs<typeof shellControl>, Outputs<typeof shellControl>>
type ControlHandlers = CallHandlers<Inputs<typeof engineControl>, Outputs<typeof engineControl>>

const notStarted: DailiesError = {
  kind: 'restarting',
  message: 'Dailies is still starting. Try that again in a moment.',
}

export function controlHandlers(start: (files: EngineFiles) => Engine): ControlHandlers {
  let engine: Engine | null = null
  const withEngine = async <T>(
    use: (engine: Engine) => Promise<Result<T, DailiesError>>,
  ): Promise<Result<T, DailiesError>> => (engine ? use(engine) : err(notStarted))

  return {
    start: async (files) => {
      engine ??= start(files)
      return ok(null)
    },
    'library.open': ({ path }) => withEngine((it) => it.openLibrary(path)),
    'library.planMove': ({ chosen }) => withEngine((it) => it.planMove(chosen)),
    'library.move': ({ chosen }) => withEngine((it) => it.moveLibrary(chosen)),
    'library.cancelMove': async () => {
      engine?.cancelMove()
      return ok(null)
    },
    'workspace.test': (connection) => withEngine((it) => it.testConnection(connection)),
    'workspace.connect': ({ name, ...connection }) => withEngine((it) => it.connect(connection, name)),
    'workspace.restore': ({ kept }) => withEngine((it) => it.restore(kept)),
    'workspace.disconnect': ({ id }) => withEngine((it) => it.disconnect(id)),
    'path.ofRecording': ({ id }) => withEngine((it) => it.recordingPath(id)),
    'path.ofAsset': ({ id }) => withEngine((it) => it.assetPath(id)),
    'path.ofDragged': (dragged) => withEngine((it) => it.draggedPaths(dragged)),
    'recording.find': ({ upstreamId }) => withEngine((it) => it.findRecording(upstreamId)),
    'export.text': (request) => withEngine((it) => it.exportText(request)),
    'clip.plan': (range) => withEngine((it) => it.handlers['clip.plan'](range)),
    'clip.save': ({ path, ...range }) => withEngine((it) => it.saveClip(range, path)),
    'clip.cancel': () => withEngine((it) => it.cancelClip()),
    diagnostics: () => withEngine(async (it) => ok(await it.diagnostics())),
    'network.changed': ({ online }) => withEngine((it) => it.networkChanged(online)),
    'downloads.pauseAll': () => withEngine((it) => it.handlers['downloads.pause']({ target: { kind: 'all' } })),
    'downloads.resumeAll': () => withEngine((it) => it.handlers['downloads.resume']({ target: { kind: 'all' } })),
    stop: async () => {
      await engine?.stop()
      return ok(null)
    },
  }
}

/** What the engine needs of the shell. A refused grant leaves the file unplayable, a refused proxy means a direct line. */
export function worldOfShell(
  shell: ShellCaller,
): Pick<EngineWorld, 'grantMedia' | 'grantPreviews' | 'trash' | 'proxyFor'> {
  return {
    grantMedia: async (grants) => {
      await shell.call('media.grant', { grants: [...grants] })
    },
    grantPreviews: async (grant) => {
      await shell.call('media.grantPreviews', grant)
    },
    trash: async (paths) => {
      const answer = await shell.call('files.trash', { paths: [...paths] })
      return answer.ok ? answer.value : { trashed: [], refusal: answer.error.message }
    },
    proxyFor: async (url) => {
      const answer = await shell.call('proxy.for', { url })
      return answer.ok ? answer.value : null
    },
  }
}

/** Told once and not repeated: what an answer that doesn't come has missed, the next one says. */
export function newsReaderOf(shell: ShellCaller): NewsReader {
  return {
    activity: (activity) => void shell.call('news.activity', activity),
    finished: (batch) => void shell.call('news.finished', batch),
    expiring: async (notice) => {
      const answer = await shell.call('news.expiring', notice)
      return answer.ok && answer.value.told
    },
  }
}
