/** The part of Dailies that opens libraries ends whenever it is started. Says so, and what a person can do about it. */
import { FolderOpen, RotateCw, TriangleAlert } from 'lucide-react'
import { app } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import styles from './missing-library.module.css'

export const failingWords =
  'A part of Dailies ends as soon as it is started. It is tried again every half minute; if that doesn’t help, restart the computer or install Dailies again.'

export function EngineTrouble() {
  return (
    <main className={styles['page']}>
      <EmptyState
        icon={TriangleAlert}
        title="Dailies can’t open a library at the moment"
        action={
          <>
            <Button icon={FolderOpen} onClick={app.showLogs}>
              Show the log
            </Button>
            <Button variant="primary" icon={RotateCw} onClick={app.restartEngine}>
              Try again
            </Button>
          </>
        }
      >
        {failingWords} Your recordings and notes are safe in their folder.
      </EmptyState>
    </main>
  )
}
