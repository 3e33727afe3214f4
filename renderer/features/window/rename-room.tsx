/** Gives a room the person's own title; without one 100ms's name counts again. Its folder keeps its name. */
import { type FormEvent, useEffect, useState } from 'react'
import type { Room } from '../../../preload/contract/library.ts'
import { engine } from '../../api/engine.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'

export function RenameRoom({ room, onClose }: { readonly room: Room | null; readonly onClose: () => void }) {
  const [title, setTitle] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    setTitle(room?.userTitle ?? '')
    setProblem(null)
  }, [room])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (room === null) return
    const answer = await engine.call('room.edit', { id: room.id, title: title.trim() === '' ? null : title.trim() })
    if (answer.ok) onClose()
    else setProblem(answer.error.message)
  }
  return (
    <Dialog
      open={room !== null}
      onClose={onClose}
      title="Rename room"
      description="Only here: 100ms and the folder on disk keep the old name."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="rename-room">
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-room" onSubmit={save}>
        <TextField
          label="Title"
          value={title}
          placeholder={room?.name ?? ''}
          maxLength={300}
          onChange={setTitle}
          error={problem}
          hint="Leave it empty to use 100ms’s name."
        />
      </form>
    </Dialog>
  )
}
