/** Tells starts of the computer apart: what was written before one and not synced may not be on the disk. */
import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'

/** The same text twice only within one start. Another text for the same start costs a second's download, no more. */
export function bootId(): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    } catch {
      // A container may hide it.
    }
  }
  // To the ten minutes, for the clock is set now and then.
  return `started ${Math.round((Date.now() / 1000 - uptime()) / 600)}`
}
