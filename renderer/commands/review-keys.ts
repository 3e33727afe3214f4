/**
 * The review room's keys: one table that the room listens by, the buttons' tooltips name and the sheet shows. A chord is
 * written as Kbd takes it ("shift+left"); `mod` is ⌘ on a Mac, Ctrl elsewhere; "k+j" is J while K is held.
 */

import type { ReviewAction } from '../../preload/contract/review-action.ts'
import type { KeySheetGroup } from '../ui/key-sheet.tsx'
import { isSign, type KeyPress, pressedKey } from './pressed-key.ts'

type KeyLine = {
  readonly what: string
  /** Each action with its chords; several stand on one line of the sheet when they belong together. */
  readonly keys: readonly (readonly [action: ReviewAction, ...chords: string[]])[]
}

export const keyGroups: readonly { readonly title: string; readonly lines: readonly KeyLine[] }[] = [
  {
    title: 'Play',
    lines: [
      { what: 'Play and pause', keys: [['toggle', 'space']] },
      {
        what: 'Wind back, stop, play faster',
        keys: [
          ['shuttle-back', 'j'],
          ['shuttle-stop', 'k'],
          ['shuttle-forward', 'l'],
        ],
      },
      {
        what: 'Slower, faster, normal speed',
        keys: [
          ['slower', '['],
          ['faster', ']'],
          ['normal-speed', '\\'],
        ],
      },
      {
        what: 'Louder, quieter',
        keys: [
          ['louder', 'up'],
          ['quieter', 'down'],
        ],
      },
      { what: 'Mute', keys: [['mute', 'shift+m']] },
    ],
  },
  {
    title: 'Move',
    lines: [
      {
        what: 'Skip 5 seconds',
        keys: [
          ['skip-back', 'left'],
          ['skip-forward', 'right'],
        ],
      },
      {
        what: 'Skip 15 seconds',
        keys: [
          ['leap-back', 'shift+left'],
          ['leap-forward', 'shift+right'],
        ],
      },
      {
        what: 'One frame',
        keys: [
          ['frame-back', ',', 'k+j'],
          ['frame-forward', '.', 'k+l'],
        ],
      },
      {
        what: 'Start and end',
        keys: [
          ['start', 'home'],
          ['end', 'end'],
        ],
      },
      { what: 'Undo the last move', keys: [['undo-seek', 'u']] },
      {
        what: 'Zoom the timeline in, out, all of it',
        keys: [
          ['zoom-in', '+', '='],
          ['zoom-out', '-'],
          ['zoom-fit', '0'],
        ],
      },
    ],
  },
  {
    title: 'In and out',
    lines: [
      {
        what: 'Set in and out',
        keys: [
          ['set-in', 'i'],
          ['set-out', 'o'],
        ],
      },
      {
        what: 'Go to in and out',
        keys: [
          ['go-in', 'shift+i'],
          ['go-out', 'shift+o'],
        ],
      },
      { what: 'Loop between them', keys: [['loop', 'shift+l']] },
      { what: 'Save a clip of what lies between', keys: [['save-clip', 'e']] },
      { what: 'Clear both', keys: [['clear-points', 'x']] },
    ],
  },
  {
    title: 'Markers',
    lines: [
      { what: 'Add a marker, type, play on', keys: [['marker', 'm']] },
      { what: 'Add one from in to out', keys: [['marker-range', 'n']] },
      {
        what: 'Go to the one before and after',
        keys: [
          ['previous-marker', '<'],
          ['next-marker', '>'],
        ],
      },
      {
        what: 'Undo and redo what was done to markers',
        keys: [
          ['undo', 'mod+z'],
          ['redo', 'mod+shift+z', 'mod+y'],
        ],
      },
    ],
  },
  {
    title: 'Transcript',
    lines: [
      { what: 'Find in the transcript', keys: [['find', 'mod+f']] },
      { what: 'Back to now', keys: [['follow', 'b']] },
      { what: 'Copy the selection with its time', keys: [['copy-quote', 'mod+shift+c']] },
    ],
  },
  {
    title: 'Picture',
    lines: [
      { what: 'Captions', keys: [['captions', 'c']] },
      { what: 'Full screen', keys: [['fullscreen', 'f']] },
      { what: 'Picture in picture', keys: [['picture-in-picture', 'p']] },
      { what: 'Save a picture of the frame', keys: [['save-frame', 'shift+s']] },
    ],
  },
  {
    title: 'Recording',
    lines: [
      { what: 'Star', keys: [['star', 's']] },
      { what: 'Mark as reviewed', keys: [['reviewed', 'r']] },
      { what: 'Copy a link to this moment', keys: [['copy-link', 'mod+l']] },
      { what: 'This sheet', keys: [['help', '?']] },
      { what: 'Back: out of find, to the picture, to the library', keys: [['close', 'escape']] },
    ],
  },
]

const actions = new Map(
  keyGroups.flatMap(({ lines }) =>
    lines.flatMap(({ keys }) => keys.flatMap(([action, ...chords]) => chords.map((chord) => [chord, action] as const))),
  ),
)

/** The table as the sheet shows it. */
export const keySheetGroups: readonly KeySheetGroup[] = keyGroups.map(({ title, lines }) => ({
  title,
  lines: lines.map(({ what, keys }) => ({ what, chords: keys.flatMap(([, ...chords]) => chords) })),
}))

/** The first chord of an action, for its tooltip. */
export function chordOf(action: ReviewAction): string | undefined {
  for (const [chord, each] of actions) if (each === action) return chord
  return undefined
}

export type ChordPress = KeyPress & Pick<KeyboardEvent, 'metaKey' | 'ctrlKey' | 'altKey'>

/** `held`: a letter that is down meanwhile. */
export function actionOf(press: ChordPress, held: 'k' | null = null): ReviewAction | null {
  const key = pressedKey(press)
  // Of signs only the sign counts: where "?" or "[" lies, and behind which shift, Option or AltGr, differs between keyboards.
  // No keyboard has a digit there, but with Alt they may be a sign's number.
  const sign = isSign(key)
  if (press.altKey && (!sign || /\d/.test(key))) return null
  const together = held === null ? undefined : actions.get(`${held}+${key}`)
  if (together !== undefined) return together
  const isAltGr = press.ctrlKey && press.altKey
  const mod = press.metaKey || (press.ctrlKey && !isAltGr) ? 'mod+' : ''
  const shift = press.shiftKey && !sign ? 'shift+' : ''
  return actions.get(`${mod}${shift}${key}`) ?? null
}
