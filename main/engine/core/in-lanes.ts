/** Works through a list several at a time. */

/**
 * `run` answers why it can't go on, or null. The first such answer ends it and is the answer of all, and nothing moves any more
 * when it is told; so does a fault, thrown, and `isStopped`, which answers null.
 */
export async function inLanes<T, E>(
  items: readonly T[],
  atATime: number,
  isStopped: () => boolean,
  run: (item: T) => Promise<E | null>,
): Promise<E | null> {
  let failure: E | null = null
  let isOver = false
  const queue = items[Symbol.iterator]()
  const lane = async () => {
    try {
      for (const item of queue) {
        const error = await run(item)
        failure ??= error
        if (isOver || failure !== null || isStopped()) return
      }
    } finally {
      isOver = true
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: atATime }, lane))
  const thrown = lanes.find((one) => one.status === 'rejected')
  if (thrown !== undefined) throw thrown.reason
  return failure
}
