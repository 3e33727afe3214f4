/** What the review room can be told, with its words: the palette runs them while a room is open. */
import {
  Bookmark,
  BookmarkPlus,
  Camera,
  Captions,
  ChevronsLeft,
  ChevronsRight,
  CornerDownLeft,
  Crosshair,
  FastForward,
  FileOutput,
  FolderInput,
  FolderOutput,
  Gauge,
  Link,
  type LucideIcon,
  Maximize,
  PictureInPicture2,
  Play,
  Quote,
  Redo2,
  Repeat,
  Rewind,
  RotateCcw,
  RotateCw,
  Scissors,
  Search,
  StepBack,
  StepForward,
  Undo2,
  Volume2,
  VolumeX,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import type { ReviewAction } from '../../preload/contract/review-action.ts'
import { room } from '../stores/stores.ts'
import type { AppCommand } from './app-commands.ts'
import { chordOf } from './review-keys.ts'

type Line = readonly [action: ReviewAction, words: string, alike: string, icon: LucideIcon]

/** The recording itself (its star, the way back, the keys) is for every screen: app-commands.ts. */
const lines: readonly Line[] = [
  ['save-clip', 'Save a clip from in to out', 'export cut trim part video', Scissors],
  ['marker', 'Add a marker', 'bookmark note', BookmarkPlus],
  ['marker-range', 'Add a marker from in to out', 'bookmark note range', BookmarkPlus],
  ['next-marker', 'Next marker', 'bookmark go to', ChevronsRight],
  ['previous-marker', 'Previous marker', 'bookmark go to', ChevronsLeft],
  ['import-markers', 'Import markers…', 'csv table bookmark read', FolderInput],
  ['export-markers', 'Export markers…', 'csv edl fcpxml webvtt chapters markdown bookmark save', FolderOutput],
  ['export-transcript', 'Export the transcript…', 'srt vtt txt markdown json subtitles save', FileOutput],
  ['undo', 'Undo what was done to markers', 'bookmark back', Undo2],
  ['redo', 'Redo what was done to markers', 'bookmark again', Redo2],
  ['set-in', 'Set in', 'point start mark', Bookmark],
  ['set-out', 'Set out', 'point end mark', Bookmark],
  ['go-in', 'Go to in', 'point', CornerDownLeft],
  ['go-out', 'Go to out', 'point', CornerDownLeft],
  ['clear-points', 'Clear in and out', 'points remove', X],
  ['loop', 'Loop', 'repeat in out', Repeat],
  ['toggle', 'Play or pause', 'stop', Play],
  ['skip-back', 'Back 5 seconds', 'skip', RotateCcw],
  ['skip-forward', 'Forward 5 seconds', 'skip', RotateCw],
  ['leap-back', 'Back 15 seconds', 'skip', RotateCcw],
  ['leap-forward', 'Forward 15 seconds', 'skip', RotateCw],
  ['frame-back', 'Back one frame', 'step', StepBack],
  ['frame-forward', 'Forward one frame', 'step', StepForward],
  ['start', 'Go to the start', 'beginning', ChevronsLeft],
  ['end', 'Go to the end', '', ChevronsRight],
  ['undo-seek', 'Undo the last move', 'seek back', Undo2],
  ['slower', 'Slower', 'speed', Gauge],
  ['faster', 'Faster', 'speed', Gauge],
  ['normal-speed', 'Normal speed', '1', Gauge],
  ['shuttle-back', 'Wind back', 'shuttle rewind', Rewind],
  ['shuttle-stop', 'Stop winding', 'shuttle', Play],
  ['shuttle-forward', 'Play faster with each press', 'shuttle wind forward', FastForward],
  ['louder', 'Louder', 'volume sound', Volume2],
  ['quieter', 'Quieter', 'volume sound', Volume2],
  ['mute', 'Mute', 'volume sound', VolumeX],
  ['captions', 'Captions', 'subtitles', Captions],
  ['fullscreen', 'Full screen', '', Maximize],
  ['picture-in-picture', 'Picture in picture', 'small window', PictureInPicture2],
  ['save-frame', 'Save a picture of the frame', 'image png still', Camera],
  ['copy-frame', 'Copy a picture of the frame', 'image png still', Camera],
  ['find', 'Find in the transcript', 'search', Search],
  ['follow', 'Back to now in the transcript', 'follow', Crosshair],
  ['copy-quote', 'Copy the selection with its time', 'quote transcript', Quote],
  ['copy-link', 'Copy a link to this moment', 'url share', Link],
  ['zoom-in', 'Zoom the timeline in', '', ZoomIn],
  ['zoom-out', 'Zoom the timeline out', '', ZoomOut],
  ['zoom-fit', 'Show the whole timeline', 'zoom fit', ZoomOut],
]

export const roomCommands: readonly AppCommand[] = lines.map(([action, words, alike, icon]) => {
  const key = chordOf(action)
  return {
    ...{ words, alike, icon },
    ...(key === undefined ? {} : { key }),
    when: () => room.getState().can.has(action),
    run: async () => {
      room.getState().run(action)
      return null
    },
  }
})
