/** Step one: the workspace's credentials. */
import { useState } from 'react'
import { ConnectForm } from '../../forms/connect-form.tsx'
import { type ConnectionFields, connectionOf } from '../../forms/connection-form.ts'
import { useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Step } from './step.tsx'

type Props = {
  readonly fields: ConnectionFields
  readonly onChange: (fields: ConnectionFields) => void
  readonly onNext: () => void
  readonly onOpenExisting: () => Promise<string | null>
}

export function ConnectStep({ fields, onChange, onNext, onOpenExisting }: Props) {
  const kept = useApp((state) => state.info?.credentialsAreKept ?? true)
  const [problem, setProblem] = useState<string | null>(null)
  const complete = connectionOf(fields) !== null
  return (
    <Step
      title="Bring your recordings home"
      lead="100ms deletes the files it hosts 15 days after a session. Dailies keeps them in a folder of yours, where they can be searched and reviewed, offline too."
      aside={
        <Button variant="quiet" onClick={async () => setProblem(await onOpenExisting())}>
          Open an existing library
        </Button>
      }
      actions={
        <Button variant="primary" size="large" disabled={!complete} onClick={onNext}>
          Continue
        </Button>
      }
    >
      <ConnectForm
        fields={fields}
        onChange={onChange}
        onSubmit={() => {
          if (complete) onNext()
        }}
        credentialsAreKept={kept}
        autoFocus
      />
      {problem === null ? null : <Notice tone="tally">{problem}</Notice>}
    </Step>
  )
}
