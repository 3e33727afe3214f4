/** In what a file's picture is written, where Chromium doesn't say more than that it can't play it. Decodes nothing. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewSource } from '../../../../preload/contract/review.ts'
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

/** The picture's format, when there is one and it isn't shown; null: nothing is wrong with it, or nobody can tell. */
export function useHiddenPicture(player: Player, source: ReviewSource): string | null {
  const isHidden = useStore(
    player.store,
    ({ problem, ready, hasPicture }) => problem !== null || (ready && !hasPicture),
  )
  const [found, setFound] = useState<{ readonly url: string; readonly format: string | null } | null>(null)
  const { url, kind } = source
  useEffect(() => {
    if (!isHidden || kind !== 'video') return
    let isWanted = true
    void pictureFormat(url).then((format) => {
      if (isWanted) setFound({ url, format })
    })
    return () => {
      isWanted = false
    }
  }, [isHidden, kind, url])
  return isHidden && found?.url === url ? found.format : null
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
