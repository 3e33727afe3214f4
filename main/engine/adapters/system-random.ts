/** The computer's chance. */
import { randomUUID } from 'node:crypto'
import type { Random } from '../core/ports.ts'

export class SystemRandom implements Random {
  fraction(): number {
    return Math.random()
  }

  uuid(): string {
    return randomUUID()
  }
}
