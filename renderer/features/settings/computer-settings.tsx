/** How Dailies behaves on this computer: sleep, tray, login, notifications. Not in the library. */
import type { AppPreferences } from '../../../preload/contract/settings.ts'
import { app, useApp } from '../../stores/stores.ts'
import { Switch } from '../../ui/switch.tsx'
import styles from './computer-settings.module.css'
import { Section } from './section.tsx'

type Switches = Exclude<keyof AppPreferences, 'theme' | 'captionSize'>

const lines: readonly { readonly name: Switches; readonly label: string; readonly hint: string }[] = [
  {
    name: 'keepAwake',
    label: 'Keep awake while downloading',
    hint: 'The computer doesn’t go to sleep; its screen may.',
  },
  {
    name: 'staysInTray',
    label: 'Keep downloading when the window is closed',
    hint: 'Dailies stays in the tray until you quit it there.',
  },
  {
    name: 'opensAtLogin',
    label: 'Start when you log in',
    hint: 'In the tray, without a window, also after you have closed it: syncs, and downloads what the settings above say.',
  },
  { name: 'notifiesOfDownloads', label: 'Tell when downloads have finished or failed', hint: 'Once for all of them.' },
  {
    name: 'notifiesOfExpiry',
    label: 'Tell when 100ms deletes files soon',
    hint: 'Five days, two days and one day before, of what is not on this computer.',
  },
]

export function ComputerSettings({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const preferences = useApp((state) => state.appSettings)
  if (preferences === null) return null
  return (
    <Section title="This computer">
      {lines.map(({ name, label, hint }) => (
        <Switch
          key={name}
          className={styles['line']}
          label={label}
          hint={hint}
          checked={preferences[name]}
          onChange={async (checked) => onProblem((await app.prefer({ [name]: checked }))?.message ?? null)}
        />
      ))}
    </Section>
  )
}
