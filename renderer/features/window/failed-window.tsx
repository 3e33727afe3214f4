/**
 * What stands in the window when a screen can't be drawn: React takes away everything around a component that throws, and
 * a white window says nothing. The engine goes on meanwhile, and what went wrong is in the log, as all that the console says.
 */
import { FolderOpen, RotateCw, TriangleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { app } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import styles from './missing-library.module.css'

type Props = { readonly children: ReactNode }
type State = { readonly failed: boolean }

/** A class, because React has no other way to hear of it. */
export class FailedWindow extends Component<Props, State> {
  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override readonly state: State = { failed: false }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children
  }
}

function Failed() {
  return (
    <main className={styles['page']}>
      <EmptyState
        icon={TriangleAlert}
        title="This screen can’t be shown"
        action={
          <>
            <Button icon={FolderOpen} onClick={app.showLogs}>
              Show the log
            </Button>
            <Button variant="primary" icon={RotateCw} onClick={() => window.location.reload()}>
              Load the window again
            </Button>
          </>
        }
      >
        <span role="alert">
          Something went wrong in it. Nothing that was saved is lost, and downloads go on. Load the window again: it
          begins with the library.
        </span>
      </EmptyState>
    </main>
  )
}
