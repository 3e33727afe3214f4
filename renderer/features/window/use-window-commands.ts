/** What a person asks of the window from outside of it: by the menu, the tray, a notification, a link. */
import { useEffect, useRef } from 'react'
import type { WindowCommand } from '../../../preload/contract/shell-events.ts'
import { shell } from '../../api/shell.ts'
import { chooseLibrary, openLibrary } from '../../commands/open-library.ts'
import { showInFolder } from '../../commands/show-in-folder.ts'
import { showPalette } from '../../commands/show-palette.ts'
import { emptyFilter } from '../../stores/filter.ts'
import { app, library, room, sync } from '../../stores/stores.ts'
import { isQuestionOpen } from '../../ui/question-open.ts'
import { useToast } from '../../ui/toast.tsx'

export function useWindowCommands(): void {
  const say = useToast()
  const latestSay = useRef(say)
  useEffect(() => {
    latestSay.current = say
  })
  useEffect(() => {
    const stop = shell.on('command', (command) => {
      void run(command).then((words) => {
        if (words !== null) latestSay.current(words)
      })
    })
    void shell.call('app.listening', {})
    return stop
  }, [])
}

/** These lead away from what is on the screen, and with it from what was typed into an open question. */
const leading: ReadonlySet<WindowCommand['kind']> = new Set(['go', 'expiring', 'find', 'keys', 'palette', 'room'])

/** Resolves with what is to be said, if anything. */
async function run(command: WindowCommand): Promise<string | null> {
  if (leading.has(command.kind) && isQuestionOpen()) return null
  switch (command.kind) {
    case 'go':
      app.go({ kind: command.screen })
      return null
    case 'expiring':
      app.go({ kind: 'library' })
      library.ask({ filter: { ...emptyFilter, list: 'expiring' } })
      return null
    case 'find':
      if (app.getState().screen.kind !== 'review') app.go({ kind: 'library' })
      // When the screen is there.
      requestAnimationFrame(() => press({ key: 'f', ctrlKey: true }))
      return null
    case 'keys':
      press({ key: '?' })
      return null
    case 'sync':
      sync.now(null)
      return null
    case 'palette':
      showPalette()
      return null
    case 'room':
      if (room.getState().can.has(command.action)) room.getState().run(command.action)
      return null
    case 'choose-library':
      return chooseLibrary()
    case 'open-library':
      return openLibrary(command.path)
    case 'show-in-folder':
      return showInFolder()
    case 'review':
      app.review(command.recordingId, command.startMs)
      return null
    case 'say':
      return command.words
  }
}

/** Each screen has its own way to search and its own sheet of keys, and hears them here. */
function press(key: KeyboardEventInit): void {
  window.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }))
}
