/** What each key and button of the room does. */

import type { ReviewAction } from '../../../preload/contract/review-action.ts'
import { copyText } from '../../commands/copy-text.ts'
import { recordingLink } from '../../format/recording-link.ts'
import { formatTimeCode } from '../../format/time-code.ts'
import { useToast } from '../../ui/toast.tsx'
import type { RoomMarkers } from './markers/use-markers.ts'
import { copyPicture, framePicture, savePicture } from './player/frame-picture.ts'
import { noRange, withIn, withOut } from './player/loop-range.ts'
import type { Player } from './player/player.ts'
import { faster, slower } from './player/speeds.ts'
import type { RecordingActions } from './recording-actions.ts'
import type { TimelineView } from './timeline/timeline-view.ts'
import type { Beside } from './use-beside.ts'

type Parts = {
  readonly player: Player
  readonly timeline: TimelineView
  readonly recording: RecordingActions
  readonly markers: RoomMarkers
  readonly beside: Beside
  /** 100ms's id of the recording, for links; null where it has none. */
  readonly upstreamId: string | null
  /** Where the source begins on the recording's clock. */
  readonly offsetMs: number
  /** Without ending; what a saved picture is called. */
  readonly title: string
  readonly toggleFullscreen: () => void
  readonly saveClip: () => Promise<void>
  readonly importMarkers: () => void
  readonly find: () => void
  readonly help: () => void
  /** One step back. */
  readonly close: () => void
  readonly leave: () => void
}

export function useReviewActions(parts: Parts): (action: ReviewAction) => void {
  const say = useToast()
  const { player, timeline, recording, markers, beside } = parts
  const state = () => player.store.getState()
  const plays = () => player.video !== null && state().problem === null

  const saveFrame = async () => {
    const picture = player.video === null ? null : await framePicture(player.video)
    if (picture === null) return say(noPicture)
    const [minutes, seconds] = [Math.floor(player.timeMs / 60_000), (player.timeMs / 1000) % 60]
    savePicture(picture, `${parts.title} ${minutes}m${seconds.toFixed(3)}s.png`)
  }
  const copyFrame = async () => {
    const picture = player.video === null ? null : await framePicture(player.video)
    if (picture === null) return say(noPicture)
    await copyPicture(picture).then(
      () => say('Picture copied'),
      () => say('The picture couldn’t be copied. Save it instead.'),
    )
  }
  const copyLink = async () => {
    if (parts.upstreamId === null) return say('100ms gives this recording no id, so there can be no link to it.')
    const atMs = Math.max(0, player.timeMs + parts.offsetMs)
    say(await copyText(recordingLink(parts.upstreamId, atMs), `Link to ${formatTimeCode(atMs)} copied`))
  }
  const pictureInPicture = async () => {
    if (document.pictureInPictureElement !== null) return document.exitPictureInPicture()
    if (player.video === null || !plays() || !state().hasPicture) return say(noPicture)
    await player.video
      .requestPictureInPicture()
      .catch(() => say('The system doesn’t show a picture over other windows.'))
  }
  const setPoint = (withPoint: typeof withIn) => {
    if (plays()) player.setRange(withPoint(state().range, player.timeMs))
  }
  const dropMarker = () => {
    if (!markers.drop()) say(noMoment)
  }
  const dropRange = () => {
    if (player.video === null) say(noMoment)
    else if (!markers.dropRange()) say('Set in and out first, with I and O. Then a marker goes over what lies between.')
  }

  const table: Readonly<Record<ReviewAction, () => void>> = {
    toggle: () => player.toggle(),
    'shuttle-back': () => player.shuttle('j'),
    'shuttle-stop': () => player.shuttle('k'),
    'shuttle-forward': () => player.shuttle('l'),
    'skip-back': () => player.skip(-5000),
    'skip-forward': () => player.skip(5000),
    'leap-back': () => player.skip(-15_000),
    'leap-forward': () => player.skip(15_000),
    'frame-back': () => player.stepFrame(-1),
    'frame-forward': () => player.stepFrame(1),
    start: () => player.seek(0),
    end: () => player.seek(state().durationMs),
    'undo-seek': () => player.undoSeek(),
    slower: () => player.setSpeed(slower(state().speed)),
    faster: () => player.setSpeed(faster(state().speed)),
    'normal-speed': () => player.setSpeed(1),
    'set-in': () => setPoint(withIn),
    'set-out': () => setPoint(withOut),
    'go-in': () => player.seek(state().range.inMs ?? 0),
    'go-out': () => player.seek(state().range.outMs ?? state().durationMs),
    'clear-points': () => player.setRange(noRange),
    loop: () => player.toggleLoop(),
    'save-clip': () => void parts.saveClip(),
    'zoom-in': () => timeline.nearer(),
    'zoom-out': () => timeline.further(),
    'zoom-fit': () => timeline.fit(),
    louder: () => player.setVolume(state().volume + 0.05),
    quieter: () => player.setVolume(state().volume - 0.05),
    mute: () => player.toggleMute(),
    captions: () => player.toggleCaptions(),
    fullscreen: parts.toggleFullscreen,
    'picture-in-picture': () => void pictureInPicture(),
    'save-frame': () => void saveFrame(),
    'copy-frame': () => void copyFrame(),
    marker: dropMarker,
    'marker-range': dropRange,
    'previous-marker': () => markers.goTo(-1),
    'next-marker': () => markers.goTo(1),
    'import-markers': () => {
      beside.show('end')
      beside.goTo('markers')
      parts.importMarkers()
    },
    'export-markers': () => beside.setExporting('markers'),
    // Nothing was done to markers yet: then the last thing a person did is a move.
    undo: () => (markers.book.canUndo ? markers.book.undo() : player.undoSeek()),
    redo: () => markers.book.redo(),
    find: parts.find,
    follow: () => beside.transcript.current?.follow(),
    'copy-quote': () => beside.transcript.current?.copyQuote(),
    'copy-link': () => void copyLink(),
    star: recording.toggleStar,
    reviewed: recording.toggleReviewed,
    help: parts.help,
    close: parts.close,
    leave: parts.leave,
  }
  return (action) => table[action]()
}

const noPicture = 'There is no picture here.'
const noMoment = 'Nothing plays here yet, so there is no moment to mark. Markers can be added once the video is here.'
