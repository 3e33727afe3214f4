/**
 * The answer to one request for a file: whole, in part, headers only, or why not. Reads as far as the player takes.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { arrivingSlices } from './media-arriving.ts'
import type { PlayableFile } from './media-grants.ts'
import { answerRange } from './media-range.ts'

const sliceBytes = 256 * 1024

export async function answerMedia(
  file: Pick<PlayableFile, 'path' | 'contentType'> & Partial<Pick<PlayableFile, 'arrivingBytes'>>,
  method: string,
  range: string | null,
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refused(405)
  const handle = await open(file.path, 'r').catch(() => null)
  if (!handle) return refused(404)
  const stat = await handle.stat()
  const arrivingBytes = file.arrivingBytes ?? null
  const sizeBytes = arrivingBytes ?? stat.size
  const answer = answerRange(range, sizeBytes)
  if (!stat.isFile() || answer.status === 416 || method === 'HEAD') await handle.close()
  if (!stat.isFile()) return refused(404)

  const headers = new Headers({ 'Accept-Ranges': 'bytes', 'Content-Type': file.contentType })
  if (answer.status === 416) {
    headers.set('Content-Range', `bytes */${sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const [first, last] = answer.status === 206 ? [answer.first, answer.last] : [0, sizeBytes - 1]
  headers.set('Content-Length', String(last - first + 1))
  if (answer.status === 206) headers.set('Content-Range', `bytes ${first}-${last}/${sizeBytes}`)
  const read = arrivingBytes === null ? slices : arrivingSlices
  return new Response(method === 'HEAD' ? null : read(handle, first, last), { status: answer.status, headers })
}

export const refused = (status: number) => new Response(null, { status })

/** Reads as far as the player takes; a seek cancels, which closes the file. */
function slices(handle: FileHandle, first: number, last: number): ReadableStream<Uint8Array> {
  let position = first
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (position > last) {
          await handle.close()
          controller.close()
          return
        }
        try {
          const slice = new Uint8Array(Math.min(sliceBytes, last - position + 1))
          const { bytesRead } = await handle.read(slice, 0, slice.length, position)
          if (bytesRead === 0) throw new Error('The file has become shorter than it was')
          position += bytesRead
          controller.enqueue(slice.subarray(0, bytesRead))
        } catch (error) {
          // A cancel in the middle of a read has closed it already.
          await handle.close().catch(() => undefined)
          controller.error(error)
        }
      },
      async cancel() {
        await handle.close()
      },
    },
    { highWaterMark: 1 },
  )
}
