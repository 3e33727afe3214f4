/** What is downloaded without being asked for, by what it is good for. Used by the first run and by the settings. */
import type { DownloadPolicy } from '../../preload/contract/download.ts'
import {
  type CompositeChoice,
  compositeChoice,
  hasTexts,
  hasType,
  withComposites,
  withTexts,
  withType,
} from '../stores/policy.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Select } from '../ui/select.tsx'
import styles from './policy-form.module.css'

type Props = { readonly policy: DownloadPolicy; readonly onChange: (policy: DownloadPolicy) => void }

const videos: readonly { readonly value: CompositeChoice; readonly label: string }[] = [
  { value: 'expiring', label: 'Only what 100ms is about to delete' },
  { value: 'all', label: 'All of them' },
  { value: 'none', label: 'Only when I ask' },
]

export function PolicyForm({ policy, onChange }: Props) {
  const extra = (type: 'room-vod' | 'track' | 'stream' | 'other') => ({
    checked: hasType(policy, type),
    onChange: (on: boolean) => onChange(withType(policy, type, on)),
  })
  return (
    <div className={styles['form']}>
      <Checkbox
        label="Transcripts, chats and summaries"
        hint="Small. With them here, search covers everything that was said."
        checked={hasTexts(policy)}
        onChange={(on) => onChange(withTexts(policy, on))}
      />
      <div className={styles['line']}>
        <div className={styles['words']}>
          <span>Composite videos</span>
          <span className={styles['hint']}>The recording as everyone saw it. Large.</span>
        </div>
        <Select
          label="Composite videos"
          hideLabel
          value={compositeChoice(policy)}
          options={videos}
          onChange={(choice) => onChange(withComposites(policy, choice))}
        />
      </div>
      <Checkbox
        label="Each participant’s tracks"
        hint="One file a person and kind. Many and large."
        {...extra('track')}
      />
      <Checkbox label="Participants’ streams" {...extra('stream')} />
      <Checkbox label="Playlists (VOD)" hint="The composite once more, as it is streamed." {...extra('room-vod')} />
      <Checkbox label="Everything else" {...extra('other')} />
      <Checkbox
        label="Rescue what 100ms is about to delete"
        hint="In a file’s last five days, whatever is chosen above: every kind, every room."
        checked={policy.rescuesExpiring === true}
        onChange={(on) => onChange({ ...policy, rescuesExpiring: on })}
      />
    </div>
  )
}
