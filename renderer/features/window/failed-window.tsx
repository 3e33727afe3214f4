/**
 * What stands in the window when a screen can't be drawn: React takes away everything around a component that throws, and
 * a white window says nothing. The engine goes on meanwhile, and what went wrong is in the log, as all that the console says.
 */
import { Component, type ReactNode } from 'react'
import { FaultPage } from './fault-page.tsx'

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
    <FaultPage
      title="This screen can’t be shown"
      onward={{ label: 'Load the window again', run: () => window.location.reload() }}
    >
      <span role="alert">
        Something went wrong in it. Nothing that was saved is lost, and downloads go on. Load the window again: it
        begins with the library.
      </span>
    </FaultPage>
  )
}
