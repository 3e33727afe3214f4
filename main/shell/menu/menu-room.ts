/** The review room's own part of the menu. The page says what can be done now; its keys are the page's to hear. */
import type { MenuItemConstructorOptions } from 'electron'
import type { ReviewAction } from '../../../preload/contract/review-action.ts'
import { type ItemMaker, type Items, idOf } from './menu-items.ts'

/** `key`: as Electron writes it; shown, not listened to: most are letters, which somebody may be typing. */
type Line =
  | readonly [label: string, action: ReviewAction, key?: string]
  | 'line'
  | { readonly label: string; readonly lines: readonly Line[] }

const playback: readonly Line[] = [
  ['Play or Pause', 'toggle', 'Space'],
  {
    label: 'Speed',
    lines: [
      ['Slower', 'slower', '['],
      ['Faster', 'faster', ']'],
      ['Normal Speed', 'normal-speed', '\\'],
      'line',
      ['Wind Back', 'shuttle-back', 'J'],
      ['Stop Winding', 'shuttle-stop', 'K'],
      ['Play Faster with Each Press', 'shuttle-forward', 'L'],
    ],
  },
  {
    label: 'Move',
    lines: [
      ['Back 5 Seconds', 'skip-back', 'Left'],
      ['Forward 5 Seconds', 'skip-forward', 'Right'],
      ['Back 15 Seconds', 'leap-back', 'Shift+Left'],
      ['Forward 15 Seconds', 'leap-forward', 'Shift+Right'],
      ['Back One Frame', 'frame-back', ','],
      ['Forward One Frame', 'frame-forward', '.'],
      ['Go to the Start', 'start', 'Home'],
      ['Go to the End', 'end', 'End'],
      'line',
      ['Undo the Last Move', 'undo-seek', 'U'],
    ],
  },
  'line',
  ['Set In', 'set-in', 'I'],
  ['Set Out', 'set-out', 'O'],
  ['Go to In', 'go-in', 'Shift+I'],
  ['Go to Out', 'go-out', 'Shift+O'],
  ['Clear In and Out', 'clear-points', 'X'],
  ['Loop', 'loop', 'Shift+L'],
  ['Save a Clip…', 'save-clip', 'E'],
  'line',
  {
    label: 'Sound',
    lines: [
      ['Louder', 'louder', 'Up'],
      ['Quieter', 'quieter', 'Down'],
      ['Mute', 'mute', 'Shift+M'],
    ],
  },
  {
    label: 'Timeline',
    lines: [
      ['Zoom the Timeline In', 'zoom-in', 'Plus'],
      ['Zoom the Timeline Out', 'zoom-out', '-'],
      ['Show the Whole Timeline', 'zoom-fit', '0'],
    ],
  },
  ['Captions', 'captions', 'C'],
  ['Picture over the Whole Screen', 'fullscreen', 'F'],
  ['Picture in Picture', 'picture-in-picture', 'P'],
  'line',
  ['Save a Picture of the Frame', 'save-frame', 'Shift+S'],
  ['Copy a Picture of the Frame', 'copy-frame'],
]

const markers: readonly Line[] = [
  ['Add a Marker', 'marker', 'M'],
  ['Add a Marker from In to Out', 'marker-range', 'N'],
  'line',
  ['Next Marker', 'next-marker', '>'],
  ['Previous Marker', 'previous-marker', '<'],
  'line',
  ['Undo What Was Done to Markers', 'undo', 'CmdOrCtrl+Z'],
  ['Redo What Was Done to Markers', 'redo', 'CmdOrCtrl+Shift+Z'],
  'line',
  ['Import Markers…', 'import-markers'],
  ['Export Markers…', 'export-markers'],
]

const recording: readonly Line[] = [
  ['Copy a Link to This Moment', 'copy-link', 'CmdOrCtrl+L'],
  'line',
  ['Find in the Transcript', 'find'],
  ['Back to Now in the Transcript', 'follow', 'B'],
  ['Copy the Selection with Its Time', 'copy-quote', 'CmdOrCtrl+Shift+C'],
  'line',
  ['Back to the Library', 'leave'],
]

/** Beside Playback and Markers what the menu of recordings has of the room. */
export function roomMenus(maker: ItemMaker): { readonly menus: Items; readonly ofRecording: Items } {
  const { isMac, offered, act } = maker
  const items = (lines: readonly Line[]): Items =>
    lines.map((line): MenuItemConstructorOptions => {
      if (line === 'line') return { type: 'separator' }
      if ('lines' in line) return { label: line.label, submenu: items(line.lines) }
      const [label, action, key] = line
      // macOS can't show a key without listening to it.
      const shown = key === undefined || isMac ? {} : { accelerator: key, registerAccelerator: false }
      const enabled = offered?.can.includes(action) ?? false
      return { id: idOf(action), label, ...shown, enabled, click: () => act(action) }
    })
  return {
    menus: [
      { label: 'Playback', submenu: items(playback) },
      { label: 'Markers', submenu: items(markers) },
    ],
    ofRecording: items(recording),
  }
}
