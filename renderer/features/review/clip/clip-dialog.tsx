/** What a clip will be, before it is saved: from where to where, and that it begins with a key frame. Then how far it is. */
import { useEffect, useRef } from 'react'
import type { ClipPlan } from '../../../../preload/contract/clip.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ProgressBar } from '../../../ui/progress.tsx'
import { Working } from '../../../ui/working.tsx'
import styles from './clip-dialog.module.css'
import { clipLength, clipStart, exactTime } from './clip-words.ts'
import type { Clip, ClipQuestion } from './use-clip.ts'

export function ClipDialog({ clip }: { readonly clip: Clip }) {
  const { question } = clip
  const isSaving = question !== null && question.saved !== null
  const isPlanned = question !== null && question.plan !== null
  const save = useRef<HTMLButtonElement>(null)
  const stop = useRef<HTMLButtonElement>(null)
  // The keyboard is on what comes next: that can be had only once the film has been looked into, and until it is saved.
  useEffect(() => {
    if (isSaving) stop.current?.focus()
    else if (isPlanned) save.current?.focus()
  }, [isSaving, isPlanned])
  return (
    <Dialog
      open={question !== null}
      onClose={clip.close}
      initialFocus={() => (save.current?.disabled === false ? save.current : null)}
      title="Save a clip"
      description="Picture and sound are copied as they are, nothing is lost. A copy can only begin with a key frame."
      actions={
        <>
          <Button ref={stop} onClick={clip.close}>
            {isSaving ? 'Stop' : 'Cancel'}
          </Button>
          <Button ref={save} variant="primary" disabled={isSaving || !isPlanned} onClick={() => void clip.save()}>
            Save…
          </Button>
        </>
      }
    >
      {question === null ? null : question.plan === null ? (
        <Working>Looking for the key frame</Working>
      ) : (
        <Facts question={question} plan={question.plan} />
      )}
    </Dialog>
  )
}

type FactsProps = { readonly question: ClipQuestion; readonly plan: ClipPlan }

function Facts({ question: { problem, saved }, plan }: FactsProps) {
  return (
    <div className={styles['facts']}>
      <dl className={styles['points']}>
        <dt>In</dt>
        <dd>{exactTime(plan.inMs)}</dd>
        <dt>Out</dt>
        <dd>{exactTime(plan.outMs)}</dd>
        <dt>Clip</dt>
        <dd>{clipLength(plan)}</dd>
      </dl>
      <p>{clipStart(plan)}</p>
      {problem === null ? null : <Notice tone="tally">{problem}</Notice>}
      {saved === null ? null : <ProgressBar value={saved} label="Saving the clip" />}
    </div>
  )
}
