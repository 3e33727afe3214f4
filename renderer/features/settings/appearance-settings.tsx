/** How the window looks: on this computer, not in the library. */
import { Monitor, Moon, Sun } from 'lucide-react'
import { app, useApp } from '../../stores/stores.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Line, Section } from './section.tsx'

export function AppearanceSettings({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const theme = useApp((state) => state.appSettings?.theme ?? 'system')
  const version = useApp((state) => state.info?.version)
  return (
    <Section title="Appearance">
      <Line name="Theme">
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: 'system', label: 'System', icon: Monitor },
            { value: 'light', label: 'Light', icon: Sun },
            { value: 'dark', label: 'Dark', icon: Moon },
          ]}
          onChange={async (next) => onProblem((await app.prefer({ theme: next }))?.message ?? null)}
        />
      </Line>
      {version === undefined ? null : <Line name="Dailies" hint={`Version ${version}`} />}
    </Section>
  )
}
