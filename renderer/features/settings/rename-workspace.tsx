/** Gives a workspace the name that it has here; 100ms tells none. */
import { type FormEvent, useEffect, useState } from 'react'
import type { Workspace } from '../../../preload/contract/workspace.ts'
import { engine } from '../../api/engine.ts'
import { sync } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'

type Props = { readonly workspace: Workspace | null; readonly onClose: () => void }

export function RenameWorkspace({ workspace, onClose }: Props) {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    setName(workspace?.name ?? '')
    setProblem(null)
  }, [workspace])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (workspace === null || name.trim() === '') return
    const answer = await engine.call('workspace.rename', { id: workspace.id, name: name.trim() })
    if (!answer.ok) return setProblem(answer.error.message)
    onClose()
    await sync.readAgain()
  }
  return (
    <Dialog
      open={workspace !== null}
      onClose={onClose}
      title="Rename workspace"
      description="Only here, where it stands over its rooms."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="rename-workspace" disabled={name.trim() === ''}>
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-workspace" onSubmit={save}>
        <TextField label="Name" value={name} maxLength={100} onChange={setName} error={problem} />
      </form>
    </Dialog>
  )
}
