/** In the window's place when nothing else can be shown: what happened, the log of it, and one way on. */
import { FolderOpen, RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { app } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import styles from './window-page.module.css'

type Props = {
  readonly title: string
  readonly onward: { readonly label: string; readonly run: () => void }
  readonly children: ReactNode
}

export function FaultPage({ title, onward, children }: Props) {
  return (
    <main className={styles['page']}>
      <EmptyState
        icon={TriangleAlert}
        title={title}
        action={
          <>
            <Button icon={FolderOpen} onClick={app.showLogs}>
              Show the log
            </Button>
            <Button variant="primary" icon={RotateCw} onClick={onward.run}>
              {onward.label}
            </Button>
          </>
        }
      >
        {children}
      </EmptyState>
    </main>
  )
}
