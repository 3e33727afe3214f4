/** The room's left side: the picture with its controls and the timeline under it, or why there is none. */
import { Film } from 'lucide-react'
import type { Ref } from 'react'
import type { Review, ReviewSource } from '../../../preload/contract/review.ts'
import type { ReviewAction } from '../../../preload/contract/review-action.ts'
import type { ShownPreview } from '../../previews/shown-preview.ts'
import { useMedia } from '../../ui/use-media.ts'
import { ArrivingStrip } from './arriving-strip.tsx'
import { ClockStrip } from './clock-strip.tsx'
import { GapNotice } from './gap-notice.tsx'
import { MarkerField } from './markers/marker-field.tsx'
import type { RoomMarkers } from './markers/use-markers.ts'
import { Controls } from './player/controls.tsx'
import type { Player } from './player/player.ts'
import stageStyles from './player/stage.module.css'
import { Stage } from './player/stage.tsx'
import type { RecordingActions } from './recording-actions.ts'
import styles from './screening.module.css'
import type { AdjustedClock } from './source-clock.ts'
import { Timeline } from './timeline/timeline.tsx'
import type { TimelineView } from './timeline/timeline-view.ts'
import type { Find } from './transcript/use-find.ts'
import type { Fullscreen } from './use-fullscreen.ts'
import type { Texts } from './use-texts.ts'

type Props = {
  readonly ref: Ref<HTMLElement>
  readonly review: Review
  /** null: nothing of the recording can be played. */
  readonly source: ReviewSource | null
  readonly onSource: (source: ReviewSource) => void
  readonly player: Player
  readonly timeline: TimelineView
  readonly texts: Texts
  readonly hasCaptions: boolean
  readonly preview: ShownPreview | null
  readonly markers: RoomMarkers
  /** What is looked for in the transcript, while it is. */
  readonly find: Find | null
  readonly clock: AdjustedClock
  readonly fullscreen: Fullscreen
  readonly recording: RecordingActions
  readonly run: (action: ReviewAction) => void
}

export function Screening({ ref, source, fullscreen, ...props }: Props) {
  const { review, player, texts, preview, markers, clock, recording } = props
  const { assets } = review.details
  const low = useMedia('(max-height: 480px)')
  return (
    <section
      ref={ref}
      className={styles['screening']}
      tabIndex={-1}
      aria-label="Picture"
      data-full={fullscreen.fullscreen ? '' : undefined}
    >
      {source === null ? (
        <NoVideo review={review} onDownload={recording.download} />
      ) : (
        <>
          <Stage
            player={player}
            source={source}
            sources={review.sources}
            onSource={props.onSource}
            texts={texts}
            preview={preview}
            onShowInFolder={recording.showInFolder}
            onFullscreen={fullscreen.toggle}
          />
          <MarkerField markers={markers} />
          <div className={styles['under']} data-strip={source.arriving || clock.estimated ? '' : undefined}>
            {source.arriving ? <ArrivingStrip player={player} source={source} assets={assets} /> : null}
            {clock.estimated ? <ClockStrip clock={clock} /> : null}
            <Controls
              player={player}
              hasCaptions={props.hasCaptions}
              fullscreen={fullscreen.fullscreen}
              run={props.run}
            />
            <Timeline
              player={player}
              view={props.timeline}
              texts={texts}
              markers={markers}
              preview={preview}
              find={props.find}
              slim={fullscreen.fullscreen || low}
            />
          </div>
        </>
      )}
    </section>
  )
}

function NoVideo({
  review,
  onDownload,
}: Pick<Props, 'review'> & { readonly onDownload: RecordingActions['download'] }) {
  const { gaps, details } = review
  const gap = gaps.find(({ part }) => part === 'video')
  return (
    <div className={stageStyles['stage']}>
      <GapNotice
        icon={Film}
        title={gap === undefined || gap.assetIds.length === 0 ? 'No video' : 'No video here yet'}
        gap={gap ?? { part: 'video', reason: 'This recording has nothing that can be played.', assetIds: [] }}
        row={details.row}
        assets={details.assets}
        onDownload={onDownload}
      />
    </div>
  )
}
