/** Who is it? A name for a speaker, here or in the whole room; the name of another one makes the two one. */
import { type FormEvent, useState } from 'react'
import type { Review } from '../../../../preload/contract/review.ts'
import { longestSpeakerName } from '../../../../preload/contract/speaker-terms.ts'
import type { NamedSpeakers, RenameSpeakers } from '../../../../preload/contract/speakers.ts'
import { engine } from '../../../api/engine.ts'
import { Button } from '../../../ui/button.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import styles from './rename-speaker.module.css'
import { saidInRoom, type Voice } from './voice.ts'

type Scope = RenameSpeakers['scope']
type Props = {
  readonly review: Review
  readonly voice: Voice
  readonly voices: readonly Voice[]
  readonly onRenamed: (speakers: NamedSpeakers) => void
  readonly onDone: () => void
}

const mostSuggestions = 6

export function RenameSpeaker({ review, voice, voices, onRenamed, onDone }: Props) {
  const { recordingId, roomId, own } = review.speakers
  const [name, setName] = useState(voice.name)
  const [scope, setScope] = useState<Scope>(() =>
    roomId === null || voice.saidAs.some((said) => Object.hasOwn(own, said)) ? 'recording' : 'room',
  )
  const [problem, setProblem] = useState<string | null>(null)
  const others = voices.filter((other) => other.name !== voice.name)
  const wanted = name.trim()
  const other = others.find((each) => each.name === wanted)
  const isRenamed = voice.saidAs.length > 1 || voice.saidAs.some((said) => said !== voice.name)

  const rename = async (speakers: readonly string[], to: string | null) => {
    const answer = await engine.call('speakers.rename', { recordingId, scope, speakers: [...speakers], name: to })
    if (!answer.ok) return setProblem(answer.error.message)
    onRenamed(answer.value)
    onDone()
  }
  const all = scope === 'room' ? saidInRoom(voice, review) : voice.saidAs
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (wanted === '' || wanted === voice.name) onDone()
    else void rename(all, wanted)
  }
  return (
    <form className={styles['form']} onSubmit={save}>
      <TextField
        label="Name"
        value={name}
        maxLength={longestSpeakerName}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={setName}
        error={problem}
        hint={other === undefined ? undefined : `${other.name} is in this recording already: the two become one.`}
      />
      <Suggestions names={suggested(others, name, voice.name)} onChoose={setName} />
      {roomId === null ? null : (
        <Segmented
          label="Where"
          className={styles['scope']}
          value={scope}
          options={[
            { value: 'room', label: 'The whole room' },
            { value: 'recording', label: 'Only this recording' },
          ]}
          onChange={setScope}
        />
      )}
      {isRenamed ? <SaidAs voice={voice} onBack={(speakers) => void rename(speakers, null)} /> : null}
      <div className={styles['actions']}>
        <Button onClick={onDone}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={wanted === ''}>
          {other === undefined ? 'Rename' : 'Merge'}
        </Button>
      </div>
    </form>
  )
}

/** Untouched, the field suggests everybody; typed into, those whose name holds it. */
function suggested(others: readonly Voice[], typed: string, name: string): readonly string[] {
  const part = typed === name ? '' : typed.trim().toLocaleLowerCase()
  return others
    .map((other) => other.name)
    .filter((other) => other !== typed && other.toLocaleLowerCase().includes(part))
    .slice(0, mostSuggestions)
}

type SuggestionsProps = { readonly names: readonly string[]; readonly onChoose: (name: string) => void }

function Suggestions({ names, onChoose }: SuggestionsProps) {
  if (names.length === 0) return null
  return (
    <ul className={styles['names']} aria-label="People of this recording">
      {names.map((name) => (
        <li key={name}>
          <Button variant="quiet" size="small" className={styles['name']} onClick={() => onChoose(name)}>
            <span className={styles['words']}>{name}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}

type SaidAsProps = { readonly voice: Voice; readonly onBack: (speakers: readonly string[]) => void }

function SaidAs({ voice, onBack }: SaidAsProps) {
  const { saidAs } = voice
  return (
    <div className={styles['said']}>
      {saidAs.length > 1 ? (
        <ul aria-label="Merged from">
          {saidAs.map((said) => (
            <li key={said} className={styles['one']}>
              <span className={styles['words']}>{said}</span>
              {said === voice.name ? null : (
                <Button variant="quiet" size="small" aria-label={`Separate ${said}`} onClick={() => onBack([said])}>
                  Separate
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles['note']}>In the transcript: {saidAs[0]}</p>
      )}
      <Button variant="quiet" size="small" className={styles['back']} onClick={() => onBack(saidAs)}>
        {saidAs.length > 1 ? 'Use the names in the transcript' : 'Use the name in the transcript'}
      </Button>
    </div>
  )
}
