/** Step three: what is there, what would go soon, what it would take here; and the question what to download. */
import { useState } from 'react'
import { formatBytes } from '../../format/bytes.ts'
import { counted, formatCount } from '../../format/count.ts'
import { PolicyForm } from '../../forms/policy-form.tsx'
import { usePreview } from '../../forms/use-preview.ts'
import { defaultPolicy, keepsAnything, nothingByItself } from '../../stores/policy.ts'
import { settings, useLibrary, useSync } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Working } from '../../ui/working.tsx'
import styles from './choose-step.module.css'
import { Step } from './step.tsx'

type Props = {
  readonly onNext: (downloading: boolean) => void
  /** Back to the credentials, which don't work. */
  readonly onReconnect: () => void
}

export function ChooseStep({ onNext, onReconnect }: Props) {
  const [policy, setPolicy] = useState(defaultPolicy)
  const [problem, setProblem] = useState<string | null>(null)
  const preview = usePreview(policy)
  const overview = useLibrary((state) => state.overview)
  const choose = async (downloading: boolean) => {
    const failure = await settings.change({ policy: downloading ? policy : nothingByItself })
    if (failure === null) onNext(downloading)
    else setProblem(failure.message)
  }
  const free = preview?.freeBytes ?? overview?.freeBytes ?? null
  const tooMuch = preview !== null && free !== null && preview.bytes > free
  return (
    <Step
      title="What should be kept here?"
      lead="This is downloaded by itself, from now on. Anything else is one key away, and all of it can be changed in the settings."
      aside={
        <Button variant="quiet" onClick={() => void choose(false)}>
          Nothing by itself
        </Button>
      }
      actions={
        <Button variant="primary" size="large" disabled={!keepsAnything(policy)} onClick={() => void choose(true)}>
          Start downloading
        </Button>
      }
    >
      <dl className={styles['numbers']}>
        <Figure name="Recordings found" value={overview === null ? '–' : formatCount(overview.counts.all)} />
        <Figure
          name="100ms deletes soon"
          value={overview === null ? '–' : formatCount(overview.counts.expiring)}
          amber={(overview?.counts.expiring ?? 0) > 0}
        />
        <Figure name="To download" value={preview === null ? '–' : formatBytes(preview.bytes)} />
        <Figure name="Free here" value={free === null ? '–' : formatBytes(free)} />
      </dl>
      <SyncState onReconnect={onReconnect} />
      <PolicyForm policy={policy} onChange={setPolicy} />
      <p className={styles['sum']} role="status">
        {preview === null
          ? ' '
          : `${counted(preview.files, 'file')} of ${counted(preview.recordings, 'recording')}${preview.unknownSizes > 0 ? `; the size of ${formatCount(preview.unknownSizes)} isn’t known yet` : ''}.`}
      </p>
      {tooMuch ? (
        <Notice tone="amber">
          That is more than this drive has left. Downloads stop before it is full, those that expire soonest first.
        </Notice>
      ) : null}
      {problem === null ? null : <Notice tone="tally">{problem}</Notice>}
    </Step>
  )
}

function Figure({
  name,
  value,
  amber = false,
}: {
  readonly name: string
  readonly value: string
  readonly amber?: boolean
}) {
  return (
    <div className={styles['number']} data-amber={amber ? '' : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** While the first sync runs the numbers still grow, and it says so; the choice need not wait for it. */
function SyncState({ onReconnect }: Pick<Props, 'onReconnect'>) {
  const statuses = useSync((state) => state.statuses)
  const running = statuses.some((status) => status.phase.kind === 'running')
  const stuck = statuses.find((status) => status.phase.kind === 'waiting' || status.phase.kind === 'stopped')
  if (stuck?.phase.kind === 'waiting' || stuck?.phase.kind === 'stopped')
    return (
      <Notice
        tone={stuck.phase.kind === 'stopped' ? 'tally' : 'amber'}
        className={styles['sync']}
        action={
          <Button size="small" onClick={onReconnect}>
            {stuck.phase.kind === 'stopped' ? 'Connect again' : 'Change the connection'}
          </Button>
        }
      >
        {stuck.phase.error.message}
      </Notice>
    )
  return (
    <div className={styles['sync']}>
      {running ? <Working>Still reading what 100ms has; the numbers grow. You need not wait.</Working> : null}
    </div>
  )
}
