/** Step four: what happens now. */
import { counted } from '../../format/count.ts'
import { useLibrary, useSync } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './done-step.module.css'
import { Step } from './step.tsx'

export function DoneStep({ started, onFinish }: { readonly started: boolean; readonly onFinish: () => void }) {
  const count = useLibrary((state) => state.overview?.counts.all ?? 0)
  // What comes later of one that has told of its recordings keeps no download from beginning.
  const stuck = useSync(({ statuses }) =>
    statuses.some(({ phase, firstSyncDone }) => !firstSyncDone && ['waiting', 'stopped'].includes(phase.kind)),
  )
  return (
    <Step
      title="That’s it"
      lead={
        started
          ? `${stuck ? 'Downloads begin as soon as 100ms can be reached and lets Dailies in' : 'Downloads have begun'}, those that expire soonest first. You can close the window at any time; they go on where they were.`
          : 'Nothing is downloaded until you ask for it. The list is kept up to date.'
      }
      actions={
        <Button variant="primary" size="large" onClick={onFinish} autoFocus>
          {count > 0 ? `Show ${counted(count, 'recording')}` : 'Open the library'}
        </Button>
      }
    >
      <ul className={styles['keys']}>
        <li>
          <Kbd keys="mod+f" className={styles['key']} /> finds anything that was said
        </li>
        <li>
          <Kbd keys="enter" className={styles['key']} /> opens a recording for review
        </li>
        <li>
          <Kbd keys="d" className={styles['key']} /> downloads what is selected
        </li>
        <li>
          <Kbd keys="?" className={styles['key']} /> shows every key
        </li>
      </ul>
    </Step>
  )
}
