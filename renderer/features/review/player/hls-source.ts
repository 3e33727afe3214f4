/**
 * Plays a room-vod from disk. hls.js comes only when it is needed, and its worker as a file of ours: made from a blob, the
 * page's content policy would refuse it.
 */
import workerUrl from 'hls.js/dist/hls.worker.js?url'
import { mediaProblem } from './media-problem.ts'

/** Returns what takes it off the element. */
export async function attachHls(
  video: HTMLVideoElement,
  url: string,
  onProblem: (words: string) => void,
): Promise<() => void> {
  const { default: Hls } = await import('hls.js')
  if (!Hls.isSupported()) {
    onProblem(mediaProblem(null))
    return () => undefined
  }
  // From disk everything is near: no need to guess what the line can carry, the best rendition is taken.
  const hls = new Hls({ workerPath: workerUrl, startLevel: -1, abrEwmaDefaultEstimate: 1e9, maxBufferLength: 60 })
  let recovered = false
  hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true
      hls.recoverMediaError()
      return
    }
    onProblem(mediaProblem(type === Hls.ErrorTypes.NETWORK_ERROR ? 2 : 3))
    hls.destroy()
  })
  hls.loadSource(url)
  hls.attachMedia(video)
  return () => hls.destroy()
}
