/** The room, open: picture, controls and timeline on the left, what is read on the right, and what joins them. */

import { Film } from 'lucide-react'
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Review } from '../../../preload/contract/review.ts'
import { KeySheet } from '../../ui/key-sheet.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Splitter } from '../../ui/splitter.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { ArrivingStrip } from './arriving-strip.tsx'
import { ClipDialog } from './clip/clip-dialog.tsx'
import { useClip } from './clip/use-clip.ts'
import { ClockStrip } from './clock-strip.tsx'
import { GapNotice } from './gap-notice.tsx'
import { keySheetGroups } from './keys.ts'
import { MarkerField } from './markers/marker-field.tsx'
import { useMarkers } from './markers/use-markers.ts'
import { type PanelTab, SidePanel } from './panel/side-panel.tsx'
import { captionCues } from './player/caption-cues.ts'
import { Controls } from './player/controls.tsx'
import { Player } from './player/player.ts'
import stageStyles from './player/stage.module.css'
import { Stage } from './player/stage.tsx'
import { useRecordingActions } from './recording-actions.ts'
import { ReviewHeader } from './review-header.tsx'
import styles from './review-screen.module.css'
import { type AdjustedClock, useSourceClock } from './source-clock.ts'
import { useRenameSpeaker } from './speakers/use-rename-speaker.tsx'
import { Timeline } from './timeline/timeline.tsx'
import { TimelineView } from './timeline/timeline-view.ts'
import type { TranscriptHandle } from './transcript/transcript-panel.tsx'
import { useFind } from './transcript/use-find.ts'
import { useArriving } from './use-arriving.ts'
import { useChatClock } from './use-chat-clock.ts'
import { useFullscreen } from './use-fullscreen.ts'
import { startPosition, usePosition } from './use-position.ts'
import { usePreview } from './use-preview.ts'
import type { OpenedReview } from './use-review.ts'
import { useReviewActions } from './use-review-actions.ts'
import { useReviewKeys } from './use-review-keys.ts'
import { useTexts } from './use-texts.ts'

/** Where to start, from a search hit or a link; null: where it was left. */
export type AskedMoment = { readonly startMs: number | null }

type Props = {
  readonly review: Review
  readonly opened: OpenedReview
  readonly asked: AskedMoment
  readonly onClose: () => void
}

export function ReviewRoom({ review, opened, asked, onClose }: Props) {
  const { details, sources, gaps } = review
  const [player] = useState(() => new Player())
  const [timeline] = useState(() => new TimelineView(player))
  const [chosenId, setChosenId] = useState<number | null>(null)
  const source = sources.find(({ assetId }) => assetId === chosenId) ?? sources[0] ?? null
  const preview = usePreview(player, source)
  useArriving(review, opened.openAgain)
  const [tab, setTab] = useState<PanelTab>('transcript')
  const [findOpen, setFindOpen] = useState(false)
  const narrow = useMedia('(max-width: 759px)')
  const low = useMedia('(max-height: 480px)')
  const [shown, setShown] = useState<'start' | 'end'>('start')
  const [helpOpen, setHelpOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const clock = useSourceClock(details, source, setProblem)
  const markers = useMarkers(details.row.id, player, clock.offsetMs)
  const chatClock = useChatClock(review, setProblem)
  const texts = useTexts(review, clock.offsetMs, chatClock.offsetMs)
  const find = useFind(texts.lines)
  const speakerName = useRenameSpeaker(review, opened.rename)
  const screening = useRef<HTMLElement>(null)
  const transcript = useRef<TranscriptHandle>(null)
  const missing = useStore(player.store, (state) => state.missing)
  useEffect(() => {
    if (missing !== null) setProblem(missing)
  }, [missing])
  const clip = useClip(player, source, setProblem)
  const fullscreen = useFullscreen(screening)
  const recording = useRecordingActions(details.row, opened.patch, setProblem)
  const { run, copyFrame } = useReviewActions({
    player,
    timeline,
    recording,
    transcript,
    markers,
    title: details.row.title,
    upstreamId: details.row.upstreamId,
    offsetMs: clock.offsetMs,
    toggleFullscreen: fullscreen.toggle,
    saveClip: clip.ask,
    find: () => {
      setShown('end')
      setTab('transcript')
      setFindOpen(texts.lines.length > 0)
      transcript.current?.focusFind()
    },
    help: () => setHelpOpen(true),
    close: onClose,
  })
  useReviewKeys(run)

  const cues = useMemo(() => captionCues(texts.lines), [texts.lines])
  useEffect(() => player.setCaptions(cues), [player, cues])
  useSource(player, review, source, clock, asked)
  usePosition(details.row.id, player, clock.offsetMs)

  const gap = gaps.find(({ part }) => part === 'video')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where it is.
    <div className={styles['room']} onMouseDown={keepFocus}>
      <div inert={fullscreen.fullscreen}>
        <ReviewHeader
          row={details.row}
          folder={details.folder !== null}
          sources={sources}
          source={source}
          onSource={({ assetId }) => setChosenId(assetId)}
          actions={recording}
          onHelp={() => setHelpOpen(true)}
          onClose={onClose}
        />
      </div>
      {problem === null ? null : (
        <Notice tone="tally" shape="strip" onDismiss={() => setProblem(null)}>
          {problem}
        </Notice>
      )}
      {narrow ? (
        <div className={styles['which']} inert={fullscreen.fullscreen}>
          <Segmented
            label="What is shown"
            value={shown}
            options={[
              { value: 'start', label: 'Picture' },
              { value: 'end', label: 'Words and notes' },
            ]}
            onChange={setShown}
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
          only={!narrow ? null : fullscreen.fullscreen ? 'start' : shown}
          start={
            <section
              ref={screening}
              className={styles['screening']}
              aria-label="Picture"
              data-full={fullscreen.fullscreen ? '' : undefined}
            >
              {source === null ? (
                <div className={stageStyles['stage']}>
                  <GapNotice
                    icon={Film}
                    title={gap === undefined || gap.assetIds.length === 0 ? 'No video' : 'No video here yet'}
                    gap={
                      gap ?? { part: 'video', reason: 'This recording has nothing that can be played.', assetIds: [] }
                    }
                    assets={details.assets}
                    onDownload={recording.download}
                  />
                </div>
              ) : (
                <>
                  <Stage
                    player={player}
                    source={source}
                    sources={sources}
                    onSource={({ assetId }) => setChosenId(assetId)}
                    texts={texts}
                    preview={preview}
                    onShowInFolder={recording.showInFolder}
                    onFullscreen={fullscreen.toggle}
                  />
                  <div className={styles['under']}>
                    <MarkerField markers={markers} />
                    {source.arriving ? <ArrivingStrip player={player} source={source} assets={details.assets} /> : null}
                    {clock.estimated ? <ClockStrip clock={clock} /> : null}
                    <Controls
                      player={player}
                      hasCaptions={cues.length > 0}
                      fullscreen={fullscreen.fullscreen}
                      run={run}
                      onCopyFrame={copyFrame}
                    />
                    <Timeline
                      player={player}
                      view={timeline}
                      texts={texts}
                      markers={markers}
                      preview={preview}
                      find={findOpen ? find : null}
                      slim={fullscreen.fullscreen || low}
                    />
                  </div>
                </>
              )}
            </section>
          }
          end={
            <div className={styles['side']} inert={fullscreen.fullscreen}>
              <SidePanel
                review={review}
                texts={texts}
                player={player}
                markers={markers}
                tab={tab}
                onTab={setTab}
                transcript={transcript}
                find={find}
                findOpen={findOpen}
                onFind={setFindOpen}
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
        onClose={() => setHelpOpen(false)}
      />
    </div>
  )
}

/** A click on a button doesn't take the focus, else the space bar would press that button again instead of playing. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button, [role="tab"]') !== null) event.preventDefault()
}

/** Loads what is chosen, at the moment of the recording that was on the screen before. */
function useSource(
  player: Player,
  { details }: Review,
  source: Review['sources'][number] | null,
  clock: AdjustedClock,
  asked: AskedMoment,
): void {
  const last = useRef<{ readonly url: string; readonly offsetMs: number } | null>(null)
  const { offsetMs } = clock
  useEffect(() => {
    const before = last.current
    if (source === null || source.url === before?.url) return
    const recordingMs =
      before === null
        ? startPosition(asked.startMs ?? undefined, details.positionS, details.row.durationS)
        : player.timeMs + before.offsetMs
    last.current = { url: source.url, offsetMs }
    player.load(source, Math.max(0, recordingMs - offsetMs))
  })
  useEffect(() => {
    if (last.current !== null) last.current = { ...last.current, offsetMs }
  }, [offsetMs])
  const heard = useRef(asked)
  useEffect(() => {
    if (heard.current === asked) return
    heard.current = asked
    if (asked.startMs !== null) player.seek(Math.max(0, asked.startMs - offsetMs))
  })
}
