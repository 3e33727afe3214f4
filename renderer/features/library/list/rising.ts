/** Looking things up in numbers that rise, by halves. Pure. */

/** Of the first `count`: the place of the last that isn't above `value`; 0 if all are. */
export function lastNotAbove(rising: Int32Array | Float64Array, count: number, value: number): number {
  return Math.max(0, firstWhere(0, count, (index) => (rising[index] ?? 0) > value) - 1)
}

/** The first for which it holds, as it does for all after it; `end` if for none. */
export function firstWhere(start: number, end: number, holds: (index: number) => boolean): number {
  let [low, high] = [start, end]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
