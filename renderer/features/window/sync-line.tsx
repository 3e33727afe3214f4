/** One line at the foot of the sidebar: what sync is doing, and a button to do it now. */
import { CircleAlert, Clock, CloudCheck, CloudOff, RefreshCw } from 'lucide-react'
import { app, sync, useSync } from '../../stores/stores.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressRing } from '../../ui/progress.tsx'
import { useNow } from '../../ui/use-now.ts'
import styles from './sync-line.module.css'
import { mostUrgent, syncWords } from './sync-words.ts'

export function SyncLine() {
  const statuses = useSync((state) => state.statuses)
  const workspaces = useSync((state) => state.workspaces)
  const now = useNow()
  // One that isn't connected has a status, too: when it was synced last, but nothing that could be done now.
  const away = new Set(workspaces?.flatMap(({ id, connected }) => (connected ? [] : [id])))
  const status = mostUrgent(statuses.filter(({ workspaceId }) => !away.has(workspaceId)))
  if (status === null) return workspaces === null ? null : <NoWorkspace some={workspaces.length > 0} />
  const words = syncWords(status, now)
  const Icon = { quiet: CloudCheck, busy: CloudCheck, waiting: Clock, stopped: CircleAlert }[words.tone]
  return (
    <div className={styles['line']} data-tone={words.tone}>
      <span className={styles['mark']}>
        {words.tone === 'busy' ? (
          <ProgressRing value={null} label="Sync" />
        ) : (
          <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        )}
      </span>
      <span className={styles['words']} title={words.more ?? undefined}>
        {words.line}
      </span>
      {words.tone === 'busy' ? null : (
        <IconButton size="small" label="Sync now" icon={RefreshCw} tooltipSide="top" onClick={() => sync.now(null)} />
      )}
    </div>
  )
}

function NoWorkspace({ some }: { readonly some: boolean }) {
  return (
    <button type="button" className={styles['line']} onClick={() => app.go({ kind: 'settings' })}>
      <span className={styles['mark']}>
        <CloudOff size={16} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <span className={styles['words']}>{some ? 'Workspace not connected' : 'No workspace yet'}</span>
    </button>
  )
}
