/** Who speaks in the recording: those who do most often, or those whose name holds what is typed. */
import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LibraryFilter, Speaker } from '../../../../preload/contract/library.ts'
import { engine } from '../../../api/engine.ts'
import { formatCount } from '../../../format/count.ts'
import { Button } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ChipButton } from './chip-button.tsx'
import styles from './choice-filter.module.css'

type Props = { readonly filter: LibraryFilter; readonly onChange: (part: Partial<LibraryFilter>) => void }

const shown = 50

export function SpeakerFilter({ filter, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const choose = (speaker: string | null) => {
    onChange({ speaker })
    setOpen(false)
  }
  return (
    <Popover
      label="Speaker"
      open={open}
      onOpenChange={setOpen}
      className={styles['panel']}
      trigger={<ChipButton name="Speaker" set={filter.speaker} />}
    >
      <Speakers chosen={filter.speaker} onChoose={choose} />
    </Popover>
  )
}

function Speakers({
  chosen,
  onChoose,
}: {
  readonly chosen: string | null
  readonly onChoose: (name: string | null) => void
}) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<readonly Speaker[] | null>(null)
  useEffect(() => {
    let wanted = true
    void engine.call('library.speakers', { text, limit: shown }).then((answer) => {
      if (wanted) setFound(answer.ok ? answer.value : [])
    })
    return () => {
      wanted = false
    }
  }, [text])
  return (
    <>
      <TextField
        label="Find a speaker"
        hideLabel
        placeholder="Find a speaker"
        value={text}
        onChange={setText}
        autoFocus
      />
      <ul className={styles['list']} aria-label="Speakers">
        {chosen === null ? null : (
          <li>
            <Button variant="quiet" className={styles['name']} onClick={() => onChoose(null)}>
              Anyone
            </Button>
          </li>
        )}
        {found?.map(({ name, recordings }) => (
          <li key={name}>
            <Button
              variant="quiet"
              className={styles['name']}
              aria-pressed={name === chosen}
              onClick={() => onChoose(name === chosen ? null : name)}
            >
              <span className={styles['words']}>{name}</span>
              {name === chosen ? <Check size={16} strokeWidth={2} aria-hidden="true" /> : null}
              <span className={styles['count']}>{formatCount(recordings)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {found?.length === 0 ? (
        <p className={styles['none']}>
          {text.trim() === ''
            ? 'Speakers are known once transcripts are on this computer.'
            : 'No transcript names anyone like that.'}
        </p>
      ) : null}
    </>
  )
}
