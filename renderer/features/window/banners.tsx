/** What concerns the whole window, in one strip under the title: the most pressing thing, with what to do about it. */
import { formatTime } from '../../format/dates.ts'
import { app, sync, useApp, useSync } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { clockWords } from './clock-words.ts'
import { failingWords } from './engine-trouble.tsx'
import { mostUrgent } from './sync-words.ts'
import { useDismissed } from './use-dismissed.ts'

/** Always there, however empty: screen readers often miss what comes together with the place where it is told. */
export function Banners() {
  return (
    <div role="status" aria-live="polite">
      <MostPressing />
    </div>
  )
}

function MostPressing() {
  const online = useApp((state) => state.online)
  const connected = useApp((state) => state.engineConnected)
  const failing = useApp((state) => state.health?.engine.kind === 'failing')
  const library = useApp((state) => state.library)
  const timeZone = library?.timeZone ?? 'UTC'
  const statuses = useSync((state) => state.statuses)
  const clock = useSync((state) => (state.clockRead ? null : clockWords(state.clockAheadMs)))
  const [isDismissed, dismiss] = useDismissed(library?.path ?? '')
  const isSynced = useSync(({ workspaces }) => workspaces?.some((each) => each.connected) ?? false)
  const urgent = mostUrgent(statuses)
  const isInSettings = useApp(({ screen }) => screen.kind === 'settings')
  const settingsButton = isInSettings ? undefined : (
    <Button size="small" onClick={() => app.go({ kind: 'settings' })}>
      Open settings
    </Button>
  )

  const tryNow = (
    <Button size="small" onClick={() => sync.now(null)}>
      Try now
    </Button>
  )

  if (failing)
    return (
      <Notice
        tone="tally"
        shape="strip"
        isTold
        action={
          <Button size="small" onClick={app.restartEngine}>
            Try again
          </Button>
        }
      >
        {failingWords} Until then nothing is synced or downloaded; nothing is lost.
      </Notice>
    )
  if (!connected)
    return (
      <Notice tone="amber" shape="strip" isTold>
        A part of Dailies is being started again. What is on the screen may be a moment old.
      </Notice>
    )
  if (urgent?.phase.kind === 'stopped')
    return (
      <Notice tone="tally" shape="strip" action={settingsButton}>
        {urgent.phase.error.message}
      </Notice>
    )
  if ((!online && isSynced) || (urgent?.phase.kind === 'waiting' && urgent.phase.error.kind === 'offline'))
    return (
      <Notice shape="strip" isTold action={tryNow}>
        You’re offline. Everything on this computer works; sync and downloads go on when the network is back.
      </Notice>
    )
  if (urgent?.phase.kind === 'waiting')
    return (
      <Notice tone="amber" shape="strip" isTold action={tryNow}>
        {urgent.phase.error.message} It is tried again at {formatTime(urgent.phase.retryAtMs, timeZone)}.
      </Notice>
    )
  const notice = library?.notices.find((each) => !isDismissed(each))
  if (notice !== undefined)
    return (
      <Notice tone="amber" shape="strip" isTold action={settingsButton} onDismiss={() => dismiss(notice)}>
        {notice}
      </Notice>
    )
  if (clock !== null)
    return (
      <Notice shape="strip" isTold onDismiss={sync.dismissClock}>
        {clock}
      </Notice>
    )
  return null
}
