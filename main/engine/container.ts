/** The composition root: the only file that knows every class. Composes, and does no work. */
import { err } from '../../preload/contract/result.ts'
import type { Engine, EngineWorld } from './engine.ts'
import { noLibrary, noLibraryHandlers } from './rpc/no-library.ts'

export function createEngine(_world: EngineWorld): Engine {
  const refuse = async () => err(noLibrary)
  return {
    handlers: noLibraryHandlers,
    openLibrary: refuse,
    closeLibrary: async () => undefined,
    testConnection: refuse,
    connect: refuse,
    restore: refuse,
    disconnect: refuse,
    recordingPath: refuse,
    assetPath: refuse,
    stop: async () => undefined,
  }
}
