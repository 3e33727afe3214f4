/**
 * A file that is still being downloaded, as far as it goes: what is asked for beyond that is waited for. The handle outlives
 * the file's new name, so that a player doesn't notice the end of the download.
 */
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

const sliceBytes = 256 * 1024
const lookAgainMs = 250

/** Both inclusive. Ends in an error when the download began anew or was given up: two versions are never joined. */
export function arrivingSlices(handle: FileHandle, first: number, last: number): ReadableStream<Uint8Array> {
  const stopped = new AbortController()
  let position = first
  let seenBytes = 0
  const close = () => handle.close().catch(() => undefined)

  const nextSlice = async (): Promise<Uint8Array | null> => {
    const slice = new Uint8Array(Math.min(sliceBytes, last - position + 1))
    for (;;) {
      const { size, nlink } = await handle.stat()
      if (size < seenBytes || nlink === 0) throw new Error('The download of this file began anew')
      seenBytes = size
      const { bytesRead } = await handle.read(slice, 0, slice.length, position)
      if (bytesRead > 0) return slice.subarray(0, bytesRead)
      await wait(lookAgainMs, undefined, { signal: stopped.signal })
    }
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const slice = position > last ? null : await nextSlice()
          if (slice === null) {
            await close()
            controller.close()
            return
          }
          position += slice.length
          controller.enqueue(slice)
        } catch (error) {
          await close()
          if (!stopped.signal.aborted) controller.error(error)
        }
      },
      async cancel() {
        stopped.abort()
        await close()
      },
    },
    { highWaterMark: 1 },
  )
}
