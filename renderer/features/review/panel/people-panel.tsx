/** Who was there: role, when they came and went, how long they spoke. */
import { useMemo } from 'react'
import type { Participant } from '../../../../preload/contract/recording.ts'
import { formatTime } from '../../../format/dates.ts'
import { spokenLength } from '../../../format/time-code.ts'
import { useApp } from '../../../stores/stores.ts'
import { lanesOf } from '../timeline/lanes.ts'
import { speakerStyle } from '../transcript/speaker-style.ts'
import type { Texts } from '../use-texts.ts'
import styles from './people-panel.module.css'

type Props = { readonly participants: readonly Participant[]; readonly texts: Texts }

export function PeoplePanel({ participants, texts }: Props) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const spokenMs = useMemo(
    () => new Map(lanesOf(texts.lines, Number.POSITIVE_INFINITY).map((lane) => [lane.speaker, lane.spokenMs])),
    [texts.lines],
  )
  const known = new Set(participants.map(({ name }) => name))
  const onlyHeard = texts.speakers.names.filter((name) => !known.has(name))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the keyboard.
    <ul className={styles['people']} tabIndex={0}>
      {participants.map(({ peerId, name, role, joinedMs, leftMs }) => (
        <li key={peerId} className={styles['person']} style={speakerStyle(texts.speakers, name)}>
          <span className={styles['dot']} aria-hidden="true" />
          <div className={styles['body']}>
            <div className={styles['line']}>
              <span className={styles['name']}>{name === '' ? 'Unnamed' : name}</span>
              <span className={styles['role']}>{role}</span>
            </div>
            <div className={styles['facts']}>
              {[
                joinedMs === null ? null : `Joined ${formatTime(joinedMs, timeZone)}`,
                leftMs === null ? null : `left ${formatTime(leftMs, timeZone)}`,
                spoke(spokenMs.get(name)),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </div>
          </div>
        </li>
      ))}
      {onlyHeard.map((name) => (
        <li key={name} className={styles['person']} style={speakerStyle(texts.speakers, name)}>
          <span className={styles['dot']} aria-hidden="true" />
          <div className={styles['body']}>
            <div className={styles['line']}>
              <span className={styles['name']}>{name}</span>
            </div>
            <div className={styles['facts']}>
              {['Named in the transcript', spoke(spokenMs.get(name))].filter((part) => part !== null).join(' · ')}
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}

const spoke = (ms: number | undefined) => (ms === undefined ? null : `spoke ${spokenLength(ms / 1000)}`)
