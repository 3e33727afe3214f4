/**
 * The first run, in four calm steps: connect, choose where, choose what, done. Nothing is downloaded before the person
 * has said so. An existing library can be opened without any of it.
 */
import { useState } from 'react'
import type { Connection } from '../../../preload/contract/workspace.ts'
import { shell } from '../../api/shell.ts'
import { connectionOf, emptyFields } from '../../forms/connection-form.ts'
import type { SetupStep } from '../../stores/app-stage.ts'
import { app, readEverythingAgain, sync } from '../../stores/stores.ts'
import { ChooseStep } from './choose-step.tsx'
import { ConnectStep } from './connect-step.tsx'
import { DoneStep } from './done-step.tsx'
import { LibraryStep } from './library-step.tsx'
import styles from './setup-screen.module.css'
import { Steps } from './steps.tsx'

export function SetupScreen({ startAt }: { readonly startAt: SetupStep }) {
  const [step, setStep] = useState(startAt)
  // Only until the library is open, which the workspace is then written into.
  const [fields, setFields] = useState(emptyFields)
  const connection: Connection | null = connectionOf(fields)
  const [started, setStarted] = useState(false)

  const openExisting = async () => {
    const path = await app.chooseFolder()
    if (path === null) return null
    const error = await app.openLibrary(path)
    if (error !== null) return error.message
    await readEverythingAgain()
    app.finishSetup()
    return null
  }
  return (
    <div className={styles['screen']}>
      <div className={styles['titlebar']} />
      <main className={styles['page']}>
        <p className={styles['name']}>Dailies</p>
        <Steps current={step} />
        {step === 'connect' ? (
          <ConnectStep
            fields={fields}
            onChange={setFields}
            onNext={() => setStep('library')}
            onOpenExisting={openExisting}
          />
        ) : null}
        {step === 'library' ? (
          <LibraryStep
            connection={connection}
            onBack={() => setStep('connect')}
            onNext={() => {
              // What isn't secret need not be typed again, should 100ms refuse it.
              setFields(({ kind, accessKey, apiUrl }) => ({ ...emptyFields, kind, accessKey, apiUrl }))
              setStep('choose')
            }}
          />
        ) : null}
        {step === 'choose' ? (
          <ChooseStep
            onReconnect={() => {
              void forgetRefused()
              setStep('connect')
            }}
            onNext={(downloading) => {
              setStarted(downloading)
              setStep('done')
            }}
          />
        ) : null}
        {step === 'done' ? <DoneStep started={started} onFinish={() => app.finishSetup()} /> : null}
      </main>
    </div>
  )
}

/** Credentials that 100ms has never taken are kept by nobody; those that are given now may be of another access key. */
async function forgetRefused(): Promise<void> {
  for (const { workspaceId, phase, firstSyncDone } of sync.getState().statuses) {
    if (phase.kind === 'stopped' && !firstSyncDone) await shell.call('workspace.disconnect', { id: workspaceId })
  }
}
