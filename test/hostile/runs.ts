// How many cases each property of this folder throws: the one place that reads it. `npm run fuzz` asks for more.
import type { Parameters } from 'fast-check'

const asked = Number(process.env['DAILIES_FUZZ_RUNS'] ?? 1000)
const seed = process.env['DAILIES_FUZZ_SEED']

/** `costs`: how many usual cases one of these takes the time of; a costly surface gets fewer, and never fewer than ten. */
export function cases(costs = 1): Parameters<unknown> & { readonly numRuns: number } {
  const numRuns = Math.max(10, Math.ceil(asked / costs))
  return { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) }
}

/** For a property: a minute for a thousand cases, however busy the machine. */
export const patienceMs = 60_000 * Math.max(2, asked / 1000)
