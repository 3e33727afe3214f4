/** The connected 100ms workspaces: what works, connect another, forget the credentials of one. */
import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { dayMs } from '../../../preload/contract/time-terms.ts'
import type { SyncStatus, Workspace } from '../../../preload/contract/workspace.ts'
import { shell } from '../../api/shell.ts'
import { formatAgo, formatDaysLeft } from '../../format/dates.ts'
import { app, sync, useApp, useSync } from '../../stores/stores.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { RenameWorkspace } from './rename-workspace.tsx'
import { Line, Section } from './section.tsx'

type Props = { readonly onProblem: (words: string | null) => void }

export function WorkspaceSettings({ onProblem }: Props) {
  const workspaces = useSync((state) => state.workspaces)
  const statuses = useSync((state) => state.statuses)
  const kept = useApp((state) => state.info?.credentialsAreKept ?? true)
  const [leaving, setLeaving] = useState<Workspace | null>(null)
  const [renaming, setRenaming] = useState<Workspace | null>(null)
  const disconnect = async () => {
    if (leaving === null) return
    const answer = await shell.call('workspace.disconnect', { id: leaving.id })
    setLeaving(null)
    onProblem(answer.ok ? null : answer.error.message)
    await sync.readAgain()
  }
  return (
    <Section
      title="Workspaces"
      lead={
        kept
          ? 'Credentials stay in this computer’s key store, never in the library.'
          : 'This computer has no key store, so credentials are forgotten when Dailies is quit. They are never in the library.'
      }
      action={
        <Button icon={Plus} onClick={() => app.connect(true)}>
          Connect
        </Button>
      }
    >
      {workspaces?.map((workspace) => (
        <WorkspaceLine
          key={workspace.id}
          workspace={workspace}
          status={statuses.find((each) => each.workspaceId === workspace.id)}
          onConnect={() => app.connect(true)}
          onRename={() => setRenaming(workspace)}
          onDisconnect={() => setLeaving(workspace)}
        />
      ))}
      {workspaces?.length === 0 ? (
        <Line name="None yet" hint="The library is read as it is; nothing is synced." />
      ) : null}
      <RenameWorkspace workspace={renaming} onClose={() => setRenaming(null)} />
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={`Disconnect ${leaving?.name ?? ''}?`}
        description="Its credentials are forgotten, and nothing more is synced or downloaded from it. Recordings and files stay."
        actions={
          <>
            <Button onClick={() => setLeaving(null)}>Cancel</Button>
            <Button variant="danger" onClick={disconnect}>
              Disconnect
            </Button>
          </>
        }
      />
    </Section>
  )
}

type LineProps = {
  readonly workspace: Workspace
  readonly status: SyncStatus | undefined
  readonly onConnect: () => void
  readonly onRename: () => void
  readonly onDisconnect: () => void
}

function WorkspaceLine({ workspace, status, onConnect, onRename, onDisconnect }: LineProps) {
  const now = useNow()
  const parts = [
    workspace.apiUrl.replace(/^https?:\/\//, ''),
    workspace.accessKeyHint === null ? null : `key …${workspace.accessKeyHint}`,
    status?.lastFinishedMs == null ? null : `synced ${formatAgo(status.lastFinishedMs, now)}`,
  ].filter((part) => part !== null)
  return (
    <Line name={workspace.name} hint={parts.join(' · ')}>
      <Standing workspace={workspace} status={status} nowMs={now} />
      <IconButton label={`Rename ${workspace.name}`} icon={Pencil} onClick={onRename} />
      {workspace.connected ? (
        <Button onClick={onDisconnect}>Disconnect</Button>
      ) : (
        <Button onClick={onConnect}>Connect again</Button>
      )}
    </Line>
  )
}

function Standing({
  workspace,
  status,
  nowMs,
}: {
  readonly workspace: Workspace
  readonly status: SyncStatus | undefined
  readonly nowMs: number
}) {
  if (!workspace.connected) return <Badge>Not connected</Badge>
  if (status?.phase.kind === 'stopped') return <Badge tone="tally">Needs you</Badge>
  if (status?.phase.kind === 'waiting' && status.phase.error.kind === 'offline')
    return <Badge tone="amber">Offline</Badge>
  if (workspace.tokenExpiresMs !== null && workspace.tokenExpiresMs - nowMs < 3 * dayMs)
    return <Badge tone="amber">Token expires {formatDaysLeft(workspace.tokenExpiresMs, nowMs)}</Badge>
  return <Badge tone="green">Connected</Badge>
}
