/** Step two: the folder. It is opened, and then the workspace is written into it. */
import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import type { Connection } from '../../../preload/contract/workspace.ts'
import { shell } from '../../api/shell.ts'
import { app, readEverythingAgain, useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './library-step.module.css'
import { Step } from './step.tsx'

type Props = { readonly connection: Connection | null; readonly onBack: () => void; readonly onNext: () => void }

export function LibraryStep({ connection, onBack, onNext }: Props) {
  const usual = useApp((state) => state.info?.defaultLibraryPath ?? '')
  // One is open when the person came back to give other credentials.
  const opened = useApp((state) => state.library?.path ?? null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const path = chosen ?? opened ?? usual

  const next = async () => {
    setBusy(true)
    setProblem(null)
    const failure = await openAndConnect(path, connection)
    setBusy(false)
    if (failure === null) onNext()
    else setProblem(failure)
  }
  return (
    <Step
      title="Where should they live?"
      lead="One folder holds everything, with plain names. It can lie on another drive, and be opened on another computer."
      aside={
        <Button variant="quiet" disabled={busy} onClick={onBack}>
          Back
        </Button>
      }
      actions={
        <Button variant="primary" size="large" disabled={busy || path === ''} onClick={next}>
          {busy ? 'Connecting…' : 'Use this folder'}
        </Button>
      }
    >
      <div className={styles['folder']}>
        <FolderOpen size={20} strokeWidth={1.75} aria-hidden="true" />
        <div className={styles['words']}>
          <span className={styles['path']} data-selectable>
            {path}
          </span>
          <span className={styles['hint']}>
            {path === usual ? 'The usual place, in your videos folder' : 'Your choice'}
          </span>
        </div>
        <Button
          disabled={busy}
          onClick={async () => {
            const folder = await app.chooseFolder()
            if (folder !== null) setChosen(folder)
          }}
        >
          Choose another
        </Button>
      </div>
      {problem === null ? null : (
        <Notice tone="tally" className={styles['problem']}>
          {problem}
        </Notice>
      )}
    </Step>
  )
}

/** null when both worked. */
async function openAndConnect(path: string, connection: Connection | null): Promise<string | null> {
  const failure = await app.openLibrary(path)
  if (failure !== null) return failure.message
  if (connection !== null) {
    const answer = await shell.call('workspace.connect', { ...connection, name: '' })
    if (!answer.ok) return answer.error.message
  }
  await readEverythingAgain()
  return null
}
