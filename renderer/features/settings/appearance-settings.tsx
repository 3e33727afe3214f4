/** How the window and the captions look: on this computer, not in the library. */
import { Monitor, Moon, Sun } from 'lucide-react'
import { app, useApp } from '../../stores/stores.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Line, Section } from './section.tsx'

export function AppearanceSettings({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const theme = useApp((state) => state.appSettings?.theme ?? 'system')
  const captionSize = useApp((state) => state.appSettings?.captionSize ?? 'normal')
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
      <Line name="Captions" hint="The size of the words in the picture.">
        <Segmented
          label="Size of captions"
          value={captionSize}
          options={[
            { value: 'small', label: 'Small' },
            { value: 'normal', label: 'Normal' },
            { value: 'large', label: 'Large' },
            { value: 'largest', label: 'Largest' },
          ]}
          onChange={async (next) => onProblem((await app.prefer({ captionSize: next }))?.message ?? null)}
        />
      </Line>
    </Section>
  )
}
