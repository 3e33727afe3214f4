/** Which frame is on the screen: where it begins, by the element's own clock. Seconds. */

/** Returns what ends it. */
export function watchShownFrame(video: HTMLVideoElement, tell: (startS: number) => void): () => void {
  const each: VideoFrameRequestCallback = (_now, { mediaTime }) => {
    tell(mediaTime)
    next = video.requestVideoFrameCallback(each)
  }
  let next = video.requestVideoFrameCallback(each)
  return () => video.cancelVideoFrameCallback(next)
}
