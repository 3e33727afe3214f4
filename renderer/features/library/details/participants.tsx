/** Who was there, with role and when they came. */
import { useState } from 'react'
import type { Participant } from '../../../../preload/contract/recording.ts'
import { isRecorder } from '../../../../preload/contract/recording-terms.ts'
import { counted } from '../../../format/count.ts'
import { formatTime } from '../../../format/dates.ts'
import { useApp } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import styles from './participants.module.css'

const shownAtFirst = 8

type Props = { readonly participants: readonly Participant[] }

export function Participants({ participants }: Props) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const [all, setAll] = useState(false)
  const people = participants.filter(({ role }) => !isRecorder(role))
  const inOrder = [...people, ...participants.filter(({ role }) => isRecorder(role))]
  const shown = all ? inOrder : inOrder.slice(0, shownAtFirst)
  return (
    <>
      <h3 className={styles['title']}>{counted(people.length, 'participant')}</h3>
      <ul>
        {shown.map((each) => (
          <li key={each.peerId} className={styles['person']}>
            <span className={styles['name']}>{each.name === '' ? 'Unnamed' : each.name}</span>
            <span className={styles['role']}>{isRecorder(each.role) ? '100ms’s recorder' : each.role}</span>
            <span className={styles['time']}>{each.joinedMs === null ? '' : formatTime(each.joinedMs, timeZone)}</span>
          </li>
        ))}
      </ul>
      {all || participants.length <= shownAtFirst ? null : (
        <Button size="small" variant="quiet" className={styles['more']} onClick={() => setAll(true)}>
          Show all {participants.length}
        </Button>
      )}
    </>
  )
}
