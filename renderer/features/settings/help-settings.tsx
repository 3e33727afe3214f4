/** Where help is: the keys, and what is sent along with a report of a fault. */
import { FileText, FolderOpen, Keyboard } from 'lucide-react'
import { shell } from '../../api/shell.ts'
import { app } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Line, Section } from './section.tsx'

export function HelpSettings({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const say = useToast()
  const save = async () => {
    const answer = await shell.call('app.saveDiagnostics', {})
    onProblem(answer.ok ? null : answer.error.message)
    if (answer.ok && answer.value.saved) say('Diagnostics saved. Read them before you send them to anyone.')
  }
  return (
    <Section title="Help">
      <Line name="Keyboard" hint="Everything can be done without a mouse. The review room has a sheet of its own.">
        <Button icon={Keyboard} onClick={() => app.showHelp(true)}>
          Show all keys
        </Button>
      </Line>
      <Line
        name="Diagnostics"
        hint="A text file for whoever looks into a fault: versions, settings, numbers and the end of the logs. No credentials, no links; it is sent nowhere."
      >
        <Button icon={FolderOpen} onClick={app.showLogs}>
          Show the log
        </Button>
        <Button icon={FileText} onClick={save}>
          Save diagnostics
        </Button>
      </Line>
    </Section>
  )
}
