/** A log that nobody reads. */
import type { Log } from '../../main/engine/core/ports.ts'

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
