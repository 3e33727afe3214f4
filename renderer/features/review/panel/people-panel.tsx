/** Who was there: role, when they came and went, how long they spoke and how much of all. Their names can be changed here. */
import { useMemo } from 'react'
import type { Participant } from '../../../../preload/contract/recording.ts'
import type { NamedSpeakers } from '../../../../preload/contract/speakers.ts'
import { formatTime } from '../../../format/dates.ts'
import { spokenLength } from '../../../format/time-code.ts'
import { useApp } from '../../../stores/stores.ts'
import { Initials } from '../../../ui/initials.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import type { AskSpeakerName } from '../speakers/use-rename-speaker.tsx'
import { speakerStyle } from '../transcript/speaker-style.ts'
import type { Texts } from '../use-texts.ts'
import { type Person, peopleOf } from './people.ts'
import styles from './people-panel.module.css'

type Props = {
  readonly participants: readonly Participant[]
  readonly names: NamedSpeakers
  readonly texts: Texts
  readonly onSpeaker: AskSpeakerName
}

export function PeoplePanel({ participants, names, texts, onSpeaker }: Props) {
  const people = useMemo(() => peopleOf(participants, names, texts), [participants, names, texts])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the keyboard.
    <ul className={styles['people']} tabIndex={0}>
      {people.map((person) => (
        <li key={person.key} className={styles['person']} style={speakerStyle(texts.speakers, person.name)}>
          <Initials name={person.name} />
          <div className={styles['body']}>
            <div className={styles['line']}>
              {person.name === '' ? (
                <span className={styles['name']}>Unnamed</span>
              ) : (
                <Tooltip label="Rename" side="top">
                  <button
                    type="button"
                    className={styles['name']}
                    aria-label={`Rename ${person.name}`}
                    onClick={(event) => onSpeaker(person.name, event.currentTarget)}
                  >
                    {person.name}
                  </button>
                </Tooltip>
              )}
              <span className={styles['role']}>{person.roles.join(', ')}</span>
              {person.share === null ? null : (
                <span className={styles['share']} title="Of all that is spoken">
                  {Math.round(person.share * 100)} %
                </span>
              )}
            </div>
            {person.share === null ? null : (
              <div className={styles['bar']} aria-hidden="true">
                <div style={{ width: `${person.share * 100}%` }} />
              </div>
            )}
            <Facts person={person} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Facts({ person }: { readonly person: Person }) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const { saidAs, stays, spokenMs } = person
  const came = stays.flatMap(({ joinedMs, leftMs }) => {
    const parts = [
      joinedMs === null ? null : `Joined ${formatTime(joinedMs, timeZone)}`,
      leftMs === null ? null : `left ${formatTime(leftMs, timeZone)}`,
    ].filter((part) => part !== null)
    return parts.length === 0 ? [] : [parts.join(', ')]
  })
  const facts = [
    ...(saidAs.length === 0 ? [] : [`As ${saidAs.join(', ')}`]),
    ...(stays.length === 0 ? ['Named in the transcript'] : new Set(came)),
    ...(spokenMs === null ? [] : [`spoke ${spokenLength(spokenMs / 1000)}`]),
  ]
  return <div className={styles['facts']}>{facts.join(' · ')}</div>
}
