/** How many slots of the queue's concurrency downloads take. Pure. */
import { isSmall } from './queue-policy.ts'

/**
 * Of a small file most of the time is its link and its fsync: many share a slot, so that their waits are shared too. How
 * many links and files are asked for at once is limited elsewhere. A power of two, so that sums are exact.
 */
export const smallPerSlot = 16

export function slotsOf(sizeBytes: number | null): number {
  return isSmall(sizeBytes) ? 1 / smallPerSlot : 1
}

/**
 * How many of the next, in order, find a slot. The last may begin where only a part of one is left. Small ones are taken when a
 * fifth of those that there is room for is through: claiming and naming many costs little more than one, and `smallInHand`
 * keep disk and network busy meanwhile.
 */
export function countFitting(sizes: readonly (number | null)[], freeSlots: number, smallInHand: number): number {
  let free = freeSlots
  let count = 0
  let onlySmall = true
  for (const size of sizes) {
    if (free <= 0) break
    free -= slotsOf(size)
    count += 1
    onlySmall &&= isSmall(size)
  }
  return onlySmall && freeSlots * smallPerSlot * 4 < smallInHand ? 0 : count
}
