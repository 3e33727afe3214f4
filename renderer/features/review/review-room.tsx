/** The room, open: picture, controls and timeline on the left, what is read on the right, and what joins them. */

import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Review } from '../../../preload/contract/review.ts'
import { keySheetGroups } from '../../commands/review-keys.ts'
import { app, useApp } from '../../stores/stores.ts'
import { KeySheet } from '../../ui/key-sheet.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Splitter } from '../../ui/splitter.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { useProblem } from '../../ui/use-problem.ts'
import type { AskedMoment } from './asked-moment.ts'
import { AwayStrip } from './away-strip.tsx'
import { ClipDialog } from './clip/clip-dialog.tsx'
import { useClip } from './clip/use-clip.ts'
import { useImport } from './markers/use-import.ts'
import { useMarkers } from './markers/use-markers.ts'
import { MissingStrip } from './missing-strip.tsx'
import { SidePanel } from './panel/side-panel.tsx'
import { captionCues } from './player/caption-cues.ts'
import { Player } from './player/player.ts'
import { useRecordingActions } from './recording-actions.ts'
import { ReviewHeader } from './review-header.tsx'
import styles from './review-screen.module.css'
import { Screening } from './screening.tsx'
import { useSourceClock } from './source-clock.ts'
import { useRenameSpeaker } from './speakers/use-rename-speaker.tsx'
import { TimelineView } from './timeline/timeline-view.ts'
import { useFind } from './transcript/use-find.ts'
import { useArriving } from './use-arriving.ts'
import { useAskedText } from './use-asked-text.ts'
import { useBeside } from './use-beside.ts'
import { useChatClock } from './use-chat-clock.ts'
import { useFullscreen } from './use-fullscreen.ts'
import { usePosition } from './use-position.ts'
import { usePreview } from './use-preview.ts'
import type { OpenedReview } from './use-review.ts'
import { useReviewActions } from './use-review-actions.ts'
import { useReviewKeys } from './use-review-keys.ts'
import { useRoomOffer } from './use-room-offer.ts'
import { useSource } from './use-source.ts'
import { useStepBack } from './use-step-back.ts'
import { useTexts } from './use-texts.ts'

type Props = {
  readonly review: Review
  /** It couldn't be read again since. */
  readonly stale: boolean
  readonly opened: OpenedReview
  readonly asked: AskedMoment
  readonly onClose: () => void
}

export function ReviewRoom({ review, stale, opened, asked, onClose }: Props) {
  const { details, sources } = review
  const [player] = useState(() => new Player())
  const [timeline] = useState(() => new TimelineView(player))
  const [chosenId, setChosenId] = useState<number | null>(null)
  const source = sources.find(({ assetId }) => assetId === chosenId) ?? sources[0] ?? null
  const preview = usePreview(player, source)
  useArriving(review, opened.openAgain)
  const beside = useBeside()
  const narrow = useMedia('(max-width: 759px)')
  const helpOpen = useApp((state) => state.helpOpen)
  const isAway = useApp((state) => state.stage.kind === 'missing')
  const [problem, setProblem] = useProblem()
  useEffect(() => {
    // What couldn't be done without the library says nothing about the one that is back.
    if (!isAway) setProblem(null)
  }, [isAway, setProblem])
  const clock = useSourceClock(details, source, setProblem)
  const markers = useMarkers(details.row, player, clock.offsetMs, setProblem)
  const { book } = markers
  // Not before the recording was read again: in a database made anew its number may be another's.
  useEffect(() => {
    if (!stale) book.saveAgain()
  }, [stale, book])
  // The media protocol knows its file again by then.
  useEffect(() => {
    if (!stale && player.store.getState().problem !== null) player.loadAgain()
  }, [stale, player])
  const chatClock = useChatClock(review, setProblem)
  const texts = useTexts(review, clock.offsetMs, chatClock.offsetMs)
  const find = useFind(texts.lines)
  const speakerName = useRenameSpeaker(review, opened.rename)
  const screening = useRef<HTMLElement>(null)
  const imports = useImport(markers.book)
  const clip = useClip(player, source, setProblem)
  const fullscreen = useFullscreen(screening)
  const recording = useRecordingActions(details.row, opened.patch, setProblem)
  const run = useReviewActions({
    ...{ player, timeline, recording, markers, beside },
    title: details.row.title,
    upstreamId: details.row.upstreamId,
    offsetMs: clock.offsetMs,
    toggleFullscreen: fullscreen.toggle,
    saveClip: clip.ask,
    importMarkers: imports.read,
    find: () => beside.find(texts.lines.length > 0),
    help: () => app.showHelp(true),
    close: useStepBack({ fullscreen, beside, picture: screening, onClose }),
    leave: onClose,
  })
  useReviewKeys(run)

  const cues = useMemo(() => captionCues(texts.lines), [texts.lines])
  useEffect(() => player.setCaptions(cues), [player, cues])
  useSource(player, review, source, clock, asked)
  useAskedText(asked, texts.lines, find, beside)
  useRoomOffer(run, player, { row: details.row, isPlayable: source !== null, cues, texts, markers })
  usePosition(details.row, player, clock.offsetMs)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where it is.
    <div className={styles['room']} onMouseDown={keepFocus}>
      <div inert={fullscreen.fullscreen}>
        <ReviewHeader
          row={details.row}
          folder={details.folder !== null}
          sources={sources}
          sessionRest={review.sessionRest}
          source={source}
          onSource={({ assetId }) => setChosenId(assetId)}
          actions={recording}
          onHelp={() => app.showHelp(true)}
          onClose={onClose}
        />
      </div>
      {isAway ? <AwayStrip refused={problem !== null} /> : null}
      {problem === null || isAway ? null : (
        <Notice tone="tally" shape="strip" onDismiss={() => setProblem(null)}>
          {problem}
        </Notice>
      )}
      <MissingStrip player={player} />
      {narrow ? (
        <div className={styles['which']} inert={fullscreen.fullscreen}>
          <Segmented
            label="What is shown"
            value={beside.shown}
            options={[
              { value: 'start', label: 'Picture' },
              { value: 'end', label: 'Words and notes' },
            ]}
            onChange={beside.show}
          />
        </div>
      ) : null}
      <main className={styles['body']}>
        <Splitter
          id="review"
          label="Width of the picture"
          initial={0.62}
          minStart={440}
          minEnd={300}
          only={!narrow ? null : fullscreen.fullscreen ? 'start' : beside.shown}
          start={
            <Screening
              ref={screening}
              review={review}
              source={source}
              onSource={({ assetId }) => setChosenId(assetId)}
              player={player}
              timeline={timeline}
              texts={texts}
              hasCaptions={cues.length > 0}
              preview={preview}
              markers={markers}
              find={beside.findOpen ? find : null}
              clock={clock}
              fullscreen={fullscreen}
              recording={recording}
              run={run}
            />
          }
          end={
            <div className={styles['side']} inert={fullscreen.fullscreen}>
              <SidePanel
                review={review}
                texts={texts}
                player={player}
                markers={markers}
                beside={beside}
                imports={imports}
                find={find}
                onDownload={recording.download}
                chatClock={chatClock}
                onSpeaker={speakerName.ask}
                onProblem={setProblem}
              />
            </div>
          }
        />
      </main>
      {speakerName.panel}
      <ClipDialog clip={clip} />
      <KeySheet
        title="Keyboard in the review room"
        groups={keySheetGroups}
        open={helpOpen}
        onClose={() => app.showHelp(false)}
      />
    </div>
  )
}

/** A click on a button doesn't take the focus, else the space bar would press that button again instead of playing. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button, [role="tab"]') !== null) event.preventDefault()
}
