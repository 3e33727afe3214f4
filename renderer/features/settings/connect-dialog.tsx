/** Connects one more 100ms workspace, or one again, to the library that is open. Stands over every screen. */
import { useState } from 'react'
import { shell } from '../../api/shell.ts'
import { ConnectForm } from '../../forms/connect-form.tsx'
import { connectionOf, emptyFields } from '../../forms/connection-form.ts'
import { app, settings, sync, useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './connect-dialog.module.css'

export function ConnectDialog({ open }: { readonly open: boolean }) {
  const kept = useApp((state) => state.info?.credentialsAreKept ?? true)
  const [fields, setFields] = useState(emptyFields)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const connection = connectionOf(fields)
  const close = () => {
    setFields(emptyFields)
    setName('')
    setProblem(null)
    app.connect(false)
  }
  const connect = async () => {
    if (connection === null || busy) return
    setBusy(true)
    const answer = await shell.call('workspace.connect', { ...connection, name: name.trim() })
    setBusy(false)
    if (!answer.ok) return setProblem(answer.error.message)
    close()
    await sync.readAgain()
    // A library that was made without a workspace has never been asked what to download.
    if (settings.getState().settings?.policy === null) app.askWhatToKeep()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Connect a workspace"
      size="medium"
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={connection === null || busy} onClick={connect}>
            {busy ? 'Connecting…' : 'Connect'}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        maxLength={100}
        placeholder="100ms"
        onChange={setName}
        hint="What it is called here, beside your other workspaces."
        className={styles['name']}
      />
      <ConnectForm
        fields={fields}
        onChange={setFields}
        onSubmit={() => void connect()}
        credentialsAreKept={kept}
        autoFocus={false}
      />
      {problem === null ? null : <Notice tone="tally">{problem}</Notice>}
    </Dialog>
  )
}
