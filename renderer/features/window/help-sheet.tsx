/** The keys of every screen but the review room, which has a sheet of its own. */
import { windowCommands } from '../../commands/app-commands.ts'
import { app, useApp } from '../../stores/stores.ts'
import { KeySheet, type KeySheetGroup } from '../../ui/key-sheet.tsx'

const groups: readonly KeySheetGroup[] = [
  {
    title: 'Everywhere',
    lines: [
      { what: 'Find anything, run any command', chords: ['mod+k'] },
      { what: 'Search', chords: ['mod+f', '/'] },
      ...windowCommands.flatMap(({ words, key }) => (key === undefined ? [] : [{ what: words, chords: [key] }])),
    ],
  },
  {
    title: 'In the list',
    lines: [
      { what: 'Move', chords: ['up', 'down'] },
      { what: 'Move in the grid', chords: ['left', 'right'] },
      { what: 'Extend the selection', chords: ['shift+up', 'shift+down'] },
      { what: 'Select all', chords: ['mod+a'] },
      { what: 'Open and close a session', chords: ['o', 'right', 'left'] },
      { what: 'Add to the selection', chords: ['space'] },
      { what: 'Clear the selection', chords: ['escape'] },
      { what: 'Review', chords: ['enter'] },
      { what: 'Download', chords: ['d'] },
      { what: 'Star', chords: ['s'] },
      { what: 'Tag', chords: ['t'] },
      { what: 'Mark as reviewed', chords: ['r'] },
      { what: 'Remove from this computer', chords: ['delete'] },
      { what: 'Show or hide details', chords: ['i'] },
      { what: 'List or grid', chords: ['v'] },
    ],
  },
]

export function HelpSheet() {
  const open = useApp(({ helpOpen, screen }) => helpOpen && screen.kind !== 'review')
  return <KeySheet title="Keyboard" groups={groups} open={open} onClose={() => app.showHelp(false)} />
}
