/** The transcript as a file for others, with the names that are shown. The system asks where it goes. */
import { FileOutput } from 'lucide-react'
import { listTerms } from '../../../../preload/contract/action-terms.ts'
import { transcriptFormats } from '../../../../preload/contract/export-terms.ts'
import type { TranscriptFormat } from '../../../../preload/contract/exports.ts'
import { shell } from '../../../api/shell.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useToast } from '../../../ui/toast.tsx'

type Props = {
  readonly recordingId: number
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onProblem: (words: string | null) => void
}

export function ExportTranscript({ recordingId, open, onOpenChange, onProblem }: Props) {
  const say = useToast()
  const save = async (format: TranscriptFormat) => {
    const answer = await shell.call('files.export', { what: 'transcript', recordingId, format })
    onProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok || answer.value.savedAs === null) return
    const { savedAs, note } = answer.value
    say(`Saved as ${savedAs}${note === null ? '' : `. ${note}`}`)
  }
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={<IconButton label="Export the transcript" icon={FileOutput} />}
      entries={[
        { kind: 'heading', label: 'Export the transcript as' },
        ...transcriptFormats.map((format) => ({
          kind: 'item' as const,
          label: listTerms[`export-${format}`].short ?? format,
          end: `.${format}`,
          onSelect: () => void save(format),
        })),
      ]}
    />
  )
}
