/**
 * "Needs attention": files in trouble with what to do about each, and what 100ms sent that couldn't be read, kept as it
 * came. Stands in the list's place until something else narrows it.
 */
import { CheckCheck, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AttentionItem, Trouble } from '../../../../preload/contract/library.ts'
import { engine } from '../../../api/engine.ts'
import { counted, formatCount } from '../../../format/count.ts'
import { formatDayAndTime } from '../../../format/dates.ts'
import { streamWords } from '../../../format/recording-words.ts'
import { sync, useApp, useLibrary, useSync } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import styles from './attention-list.module.css'
import { AttentionSection } from './attention-section.tsx'
import { TroubleList } from './trouble-list.tsx'

type Found = { readonly items: readonly AttentionItem[]; readonly troubles: readonly Trouble[] }

const troublesShown = 300

export function AttentionList({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const found = useFound()
  if (found === null) return <div className={styles['scroll']} />
  const { items, troubles } = found
  if (items.length === 0 && troubles.length === 0)
    return (
      <EmptyState icon={CheckCheck} title="Nothing needs attention">
        Downloads that couldn’t be finished, files that can’t be read, and what 100ms sends that Dailies doesn’t
        understand are listed here, each with the reason and what to do.
      </EmptyState>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls; keys must reach it.
    <section className={styles['scroll']} tabIndex={0} aria-label="Needs attention">
      {troubles.length === 0 ? null : <TroubleList troubles={troubles} onProblem={onProblem} />}
      {troubles.length < troublesShown ? null : (
        <p className={styles['lead']}>
          These are the newest {formatCount(troublesShown)}; the others follow as these are mended.
        </p>
      )}
      {items.length === 0 ? null : <Unread items={items} />}
    </section>
  )
}

function useFound(): Found | null {
  // A new overview means that something was committed.
  const overview = useLibrary((state) => state.overview)
  const [found, setFound] = useState<Found | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when it has changed.
  useEffect(() => {
    let wanted = true
    void Promise.all([
      engine.call('library.attention', {}),
      engine.call('library.troubles', { limit: troublesShown }),
    ]).then(([items, troubles]) => {
      if (wanted && items.ok && troubles.ok) setFound({ items: items.value, troubles: troubles.value })
    })
    return () => {
      wanted = false
    }
  }, [overview])
  return found
}

function Unread({ items }: { readonly items: readonly AttentionItem[] }) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const workspaces = useSync((state) => state.workspaces) ?? []
  const several = workspaces.length > 1
  const from = (item: AttentionItem) =>
    [
      several ? workspaces.find(({ id }) => id === item.workspaceId)?.name : null,
      streamWords(item.stream),
      formatDayAndTime(item.seenMs, Date.now(), timeZone),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <AttentionSection
      label="Not understood"
      heading={`${counted(items.length, 'thing')} from 100ms not understood`}
      action={
        workspaces.some(({ connected }) => connected) ? (
          <Button size="small" icon={RefreshCw} onClick={() => sync.now(null)}>
            Sync now
          </Button>
        ) : null
      }
    >
      <p className={styles['lead']}>
        Each is kept as it came and stops nothing else. A later sync tries again; if one stays, 100ms’s support can say
        what it is, and its raw words are below.
      </p>
      <ul>
        {items.map((item) => (
          <li key={item.id} className={styles['item']}>
            <Disclosure title={item.reason} end={from(item)}>
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
    </AttentionSection>
  )
}
