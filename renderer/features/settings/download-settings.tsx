/** What is downloaded by itself, and how hard it may pull. */
import type { LibrarySettings } from '../../../preload/contract/settings.ts'
import { formatBytes } from '../../format/bytes.ts'
import { AtOnce, KeepFree, SpeedLimit } from '../../forms/download-limits.tsx'
import { PolicyForm } from '../../forms/policy-form.tsx'
import { nothingByItself } from '../../stores/policy.ts'
import { settings, useSettings } from '../../stores/stores.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './download-settings.module.css'
import { Line, Section } from './section.tsx'

type Props = { readonly onProblem: (words: string | null) => void }

export function DownloadSettings({ onProblem }: Props) {
  const current = useSettings((state) => state.settings)
  const error = useSettings((state) => state.error)
  if (current === null)
    return error === null ? null : (
      <Section title="Downloads">
        <Notice tone="tally">{error.message}</Notice>
      </Section>
    )
  const change = async (part: Partial<LibrarySettings>) => onProblem((await settings.change(part))?.message ?? null)
  const limits = { current, onChange: change, onProblem }
  return (
    <Section
      title="Downloads"
      lead="What Dailies keeps here without being asked. What you ask for by hand always comes first."
    >
      <div className={styles['policy']}>
        <PolicyForm policy={current.policy ?? nothingByItself} onChange={(policy) => void change({ policy })} />
      </div>
      <Line name="At the same time" hint="Files that are downloaded side by side.">
        <AtOnce {...limits} />
      </Line>
      <Line name="Speed limit" hint="For all downloads together.">
        <SpeedLimit {...limits} />
      </Line>
      <Line
        name="Keep free"
        hint={`Downloads wait while the drive has less than ${formatBytes(current.minFreeBytes)} left.`}
      >
        <KeepFree {...limits} />
      </Line>
    </Section>
  )
}
