/** The keys of every screen but the review room, which has a sheet of its own. */
import {
  type ActionTerms,
  type ListAction,
  listTerms,
  type WindowAction,
  windowActions,
  windowTerms,
} from '../../../preload/contract/action-terms.ts'
import { listWords } from '../../../preload/contract/library-terms.ts'
import { app, useApp } from '../../stores/stores.ts'
import { KeySheet, type KeySheetGroup } from '../../ui/key-sheet.tsx'

type Lines = KeySheetGroup['lines']

/** Those that are known by a second key. */
const more: Readonly<Partial<Record<WindowAction, string>>> = { search: '/', keys: '?' }
const line = ({ words, key }: ActionTerms, other?: string): Lines =>
  key === undefined ? [] : [{ what: words, chords: other === undefined ? [key] : [key, other] }]
const toChosen: readonly ListAction[] = ['review', 'download', 'star', 'tag', 'reviewed', 'show-in-folder', 'remove']

const groups: readonly KeySheetGroup[] = [
  {
    title: 'Everywhere',
    lines: [
      ...windowActions.flatMap((action) => line(windowTerms[action], more[action])),
      { what: listWords.expiring, chords: ['mod+3'] },
    ],
  },
  {
    title: 'In the list',
    lines: [
      { what: 'Move', chords: ['up', 'down'] },
      { what: 'Move in the grid', chords: ['left', 'right'] },
      { what: 'Extend the selection', chords: ['shift+up', 'shift+down'] },
      { what: 'Add to the selection', chords: ['space'] },
      ...line(listTerms['select-all']),
      ...line(listTerms['clear-selection']),
      { what: 'Open and close a session', chords: ['o', 'right', 'left'] },
      ...toChosen.flatMap((action) => line(listTerms[action])),
      { what: 'Show or hide details', chords: ['i'] },
      { what: 'List or grid', chords: ['v'] },
    ],
  },
]

export function HelpSheet() {
  const open = useApp(({ helpOpen, screen }) => helpOpen && screen.kind !== 'review')
  return <KeySheet title="Keyboard" groups={groups} open={open} onClose={() => app.showHelp(false)} />
}
