/** As much of the engine's client as stores use: handed in, so that a store is tested without a window. */
import type { EngineClient } from '../api/engine-client.ts'

export type EngineLink = Pick<EngineClient, 'call' | 'on' | 'onResnapshot' | 'onConnection'>
