/** Why a file isn't shown, where Chromium doesn't say more than that it can't play it. Decodes nothing. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewSource } from '../../../../preload/contract/review.ts'
import { emptyFile, hiddenPicture } from './media-problem.ts'
import type { Player } from './player.ts'

const names: Readonly<Record<string, string>> = {
  avc: 'H.264',
  hevc: 'HEVC (H.265)',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  prores: 'ProRes',
  mpeg4: 'MPEG-4 Visual',
}

/** What is to be said of a picture that isn't shown; null: nothing is wrong with it, or nobody can tell. */
export function useHiddenPicture(player: Player, source: ReviewSource): string | null {
  const isHidden = useStore(
    player.store,
    ({ problem, ready, hasPicture }) => problem !== null || (ready && !hasPicture),
  )
  const [found, setFound] = useState<{ readonly url: string; readonly words: string | null } | null>(null)
  const { url, kind } = source
  useEffect(() => {
    if (!isHidden || kind === 'hls') return
    let isWanted = true
    void whyHidden(url, kind).then((words) => {
      if (isWanted) setFound({ url, words })
    })
    return () => {
      isWanted = false
    }
  }, [isHidden, kind, url])
  return isHidden && found?.url === url ? found.words : null
}

async function whyHidden(url: string, kind: ReviewSource['kind']): Promise<string | null> {
  const answer = await fetch(url, { method: 'HEAD' }).catch(() => null)
  if (answer?.headers.get('content-length') === '0') return emptyFile
  const format = kind === 'video' ? await pictureFormat(url) : null
  return format === null ? null : hiddenPicture(format)
}

/** null: there is no picture, this computer can decode it, or the file can't be read. */
async function pictureFormat(url: string): Promise<string | null> {
  const { Input, MATROSKA, MP4, QTFF, UrlSource, WEBM } = await import('mediabunny')
  const input = new Input({ source: new UrlSource(url), formats: [MP4, QTFF, WEBM, MATROSKA] })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null || (await track.canDecode())) return null
    const codec = await track.getCodec()
    return codec === null ? unknownFormat(await track.getInternalCodecId()) : (names[codec] ?? codec)
  } catch {
    return null
  } finally {
    input.dispose()
  }
}

const unknownFormat = (id: unknown): string =>
  typeof id === 'string' && /^[\w./ -]{2,40}$/.test(id) ? `a format called “${id}”` : 'an unknown format'
