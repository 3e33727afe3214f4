/** What a person asks of the window from outside of it: by the menu, the tray, a notification, a link. */
import { useEffect, useRef } from 'react'
import type { Action } from '../../../preload/contract/action.ts'
import { isWindowAction } from '../../../preload/contract/action-terms.ts'
import type { WindowCommand } from '../../../preload/contract/shell-events.ts'
import { shell } from '../../api/shell.ts'
import { openLibrary } from '../../commands/open-library.ts'
import { windowActs } from '../../commands/window-acts.ts'
import { offerWindow } from '../../commands/window-offer.ts'
import { emptyFilter } from '../../stores/filter.ts'
import { app, library, offers } from '../../stores/stores.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { isQuestionOpen } from '../../ui/question-open.ts'
import { useToast } from '../../ui/toast.tsx'

export function useWindowCommands(): void {
  const say = useToast()
  const announce = useAnnounce()
  const latestSay = useRef(say)
  useEffect(() => {
    latestSay.current = say
  })
  useEffect(() => {
    const tell = (words: Promise<string | null>) =>
      void words.then((some) => {
        if (some !== null) latestSay.current(some)
      })
    const hear = (command: WindowCommand) =>
      command.kind === 'announce' ? announce(command.words) : tell(run(command))
    const stops = [shell.on('command', hear), offerWindow(tell)]
    void shell.call('app.listening', {})
    return () => {
      for (const stop of stops) stop()
    }
  }, [announce])
}

/** These may be done under a question that is open: they lead away from nothing that was typed into it. */
const besides: ReadonlySet<Action> = new Set<Action>([
  ...['sync', 'open-library', 'pause-all', 'resume-all', 'retry-failed'],
  ...['theme-system', 'theme-light', 'theme-dark', 'save-diagnostics', 'show-log', 'licences'],
] as const)

/** Resolves with what is to be said, if anything. */
async function run(command: Exclude<WindowCommand, { kind: 'announce' }>): Promise<string | null> {
  switch (command.kind) {
    case 'act':
      if (isQuestionOpen() && !besides.has(command.action)) return null
      // A window that has just been opened for it offers nothing yet.
      return offers.run(command.action) || !isWindowAction(command.action) ? null : windowActs[command.action]()
    case 'list':
      if (isQuestionOpen()) return null
      app.go({ kind: 'library' })
      library.ask({ filter: { ...emptyFilter, list: command.list } })
      return null
    case 'open-library':
      return openLibrary(command.path)
    case 'review':
      app.review(command.recordingId, command.startMs)
      return null
    case 'say':
      return command.words
  }
}
