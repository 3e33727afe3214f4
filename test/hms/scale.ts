/** A workspace of any size computed from a seed. (Placeholder until the generator lands.) */
import type { GeneratedWorkspace } from './workspace-data.ts'

export interface ScaleOptions {
  recordings: number
  seed: number
}

export function generateWorkspace(_options: ScaleOptions, _nowMs: number, _customerId: string): GeneratedWorkspace {
  throw new Error('scale mode is not there yet')
}
