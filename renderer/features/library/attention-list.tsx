/** What couldn't be read from 100ms: kept as it came, with the reason. It stands over the recordings that need a look. */

import { CheckCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AttentionItem } from '../../../preload/contract/library.ts'
import { engine } from '../../api/engine.ts'
import { counted } from '../../format/count.ts'
import { formatDayAndTime } from '../../format/dates.ts'
import { streamWords } from '../../format/recording-words.ts'
import { useApp, useLibrary } from '../../stores/stores.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import styles from './attention-list.module.css'

export function AttentionList() {
  const overview = useLibrary((state) => state.overview)
  const listed = useLibrary((state) => state.items.keys.length)
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const [items, setItems] = useState<readonly AttentionItem[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview means that something was committed.
  useEffect(() => {
    let wanted = true
    void engine.call('library.attention', {}).then((answer) => {
      if (wanted && answer.ok) setItems(answer.value)
    })
    return () => {
      wanted = false
    }
  }, [overview])
  if (items === null) return null
  if (items.length === 0 && listed === 0)
    return (
      <EmptyState icon={CheckCheck} title="Nothing needs attention">
        If 100ms sends something that Dailies can’t read, it is kept as it came and listed here with the reason.
      </EmptyState>
    )
  if (items.length === 0) return null
  return (
    <section className={styles['section']} aria-label="Couldn’t be read">
      <p className={styles['lead']}>
        {counted(items.length, 'thing')} from 100ms couldn’t be read. They are kept as they came, and the next full sync
        tries again.
      </p>
      <ul>
        {items.map((item) => (
          <li key={item.id} className={styles['item']}>
            <Disclosure
              title={item.reason}
              end={`${streamWords(item.stream)} · ${formatDayAndTime(item.seenMs, Date.now(), timeZone)}`}
            >
              {item.upstreamId === null ? null : (
                <p className={styles['id']} data-selectable>
                  {item.upstreamId}
                </p>
              )}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls; keys must reach it. */}
              <pre className={styles['raw']} data-selectable tabIndex={0}>
                {item.raw}
              </pre>
            </Disclosure>
          </li>
        ))}
      </ul>
    </section>
  )
}
