/** Markers as files for other programs. EDL and FCPXML count in frames: the video's, unless the person says otherwise. */
import { FolderOutput } from 'lucide-react'
import { useState } from 'react'
import { markerFormats } from '../../../../preload/contract/export-terms.ts'
import { frameRateNames } from '../../../../preload/contract/marker-terms.ts'
import type { FrameRateName, MarkerFormat } from '../../../../preload/contract/markers.ts'
import { shell } from '../../../api/shell.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useToast } from '../../../ui/toast.tsx'

const labels: Readonly<Record<MarkerFormat, string>> = {
  csv: 'CSV, a table…',
  edl: 'EDL (CMX 3600)…',
  fcpxml: 'FCPXML…',
  vtt: 'WebVTT chapters…',
  md: 'Markdown…',
}
const fromVideo = 'video'

type Props = {
  readonly recordingId: number
  readonly disabled: boolean
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onProblem: (words: string | null) => void
}

export function ExportMenu({ recordingId, disabled, open, onOpenChange, onProblem }: Props) {
  const say = useToast()
  const [frameRate, setFrameRate] = useState<FrameRateName | null>(null)
  const save = async (format: MarkerFormat) => {
    const answer = await shell.call('files.export', { what: 'markers', recordingId, format, frameRate })
    onProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok || answer.value.savedAs === null) return
    const { savedAs, note } = answer.value
    say(`Saved as ${savedAs}.${note === null ? '' : ` ${note}`}`)
  }
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button size="small" variant="quiet" icon={FolderOutput} disabled={disabled}>
          Export
        </Button>
      }
      entries={[
        ...markerFormats.map((format) => ({
          kind: 'item' as const,
          label: labels[format],
          onSelect: () => void save(format),
        })),
        { kind: 'separator' },
        {
          kind: 'submenu',
          label: 'Frame rate of EDL and FCPXML',
          entries: [
            {
              kind: 'choice',
              value: frameRate ?? fromVideo,
              options: [
                { value: fromVideo, label: 'As in the video' },
                ...frameRateNames.map((name) => ({ value: name, label: rateLabel(name) })),
              ],
              onChange: (value) => setFrameRate(frameRateNames.find((name) => name === value) ?? null),
            },
          ],
        },
      ]}
    />
  )
}

const rateLabel = (name: FrameRateName): string => (/^(29|59)/.test(name) ? `${name} drop frame` : name)
