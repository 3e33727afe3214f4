/** Says that a film is still being downloaded, and how far it can be played. */
import { useStore } from 'zustand'
import type { Asset } from '../../../preload/contract/recording.ts'
import type { ReviewSource } from '../../../preload/contract/review.ts'
import { formatTimeCode } from '../../format/time-code.ts'
import { useDownloads } from '../../stores/stores.ts'
import styles from './clock-strip.module.css'
import type { Player } from './player/player.ts'

type Props = { readonly player: Player; readonly source: ReviewSource; readonly assets: readonly Asset[] }

export function ArrivingStrip({ player, source, assets }: Props) {
  const { assetId } = source
  const durationMs = useStore(player.store, (state) => state.durationMs)
  const running = useDownloads(({ progress }) => progress?.running.find((each) => each.assetId === assetId))
  const state = assets.find(({ id }) => id === assetId)?.download.state
  const share = running === undefined || !running.totalBytes ? null : running.bytesDone / running.totalBytes
  const upTo = share === null || durationMs === 0 ? null : formatTimeCode(share * durationMs)
  return (
    // Not read out by itself: it says something else every moment.
    <div className={styles['strip']}>
      <span className={styles['words']}>
        {upTo !== null
          ? `Downloaded up to about ${upTo}. It plays as far as it is here.`
          : state === 'paused'
            ? 'The download is paused. What is here can be played.'
            : 'The rest is still to be downloaded. What is here can be played.'}
      </span>
    </div>
  )
}
