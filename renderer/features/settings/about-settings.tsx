/** What Dailies is, what it runs on, and whose work is in it. */
import { Scale } from 'lucide-react'
import { shell } from '../../api/shell.ts'
import { useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Line, Section } from './section.tsx'

export function AboutSettings({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const [own, ...others] = useApp((state) => state.info?.parts) ?? []
  const showLicences = async () => {
    const answer = await shell.call('app.showLicences', {})
    onProblem(answer.ok ? null : answer.error.message)
  }
  return (
    <Section title="About">
      <Line
        name={<span data-selectable>{own === undefined ? 'Dailies' : `${own.name} ${own.version}`}</span>}
        hint={<span data-selectable>{others.map(({ name, version }) => `${name} ${version}`).join(' · ')}</span>}
      >
        <Button icon={Scale} onClick={showLicences}>
          Licences
        </Button>
      </Line>
    </Section>
  )
}
