/** Everything about the recording where the keyboard is; of several chosen, their sum. */
import { Clapperboard } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { RecordingDetails } from '../../../../preload/contract/recording.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { counted } from '../../../format/count.ts'
import { formatLength } from '../../../format/time-code.ts'
import { indexOfKey, itemAt, type LibraryItem, recordingsOf } from '../../../stores/library-items.ts'
import { details, useDetails, useLibrary } from '../../../stores/stores.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { LineActions } from '../list/recording-parts.tsx'
import { AssetList } from './asset-list.tsx'
import { DetailsHeader } from './details-header.tsx'
import styles from './details-pane.module.css'
import { Facts } from './facts.tsx'
import { Participants } from './participants.tsx'
import { TagEditor } from './tag-editor.tsx'
import { sessionWritings, writingsOf } from './writings.ts'

type Props = { readonly actions: LineActions; readonly onProblem: (words: string | null) => void }

export function DetailsPane({ actions, onProblem }: Props) {
  const items = useLibrary((state) => state.items)
  const focused = useLibrary((state) => state.selection.focused)
  const item = useMemo(() => itemAt(items, indexOfKey(items, focused)), [items, focused])
  const focusedId = item?.id ?? null
  const several = useLibrary((state) => state.selection.keys.size > 1)
  const shown = useDetails((state) => state.details)
  const error = useDetails((state) => state.error)
  const members = useMembersOf(shown, item)
  useEffect(() => details.show(focusedId), [focusedId])
  return (
    <aside
      className={styles['pane']}
      aria-label="Details"
      data-empty={several || (error === null && shown === null) ? '' : undefined}
    >
      {several ? (
        <Several />
      ) : error !== null ? (
        <Notice tone="tally" className={styles['notice']}>
          {error.message}
        </Notice>
      ) : shown === null ? (
        <EmptyState icon={Clapperboard} title="Nothing selected">
          Select a recording to see who was there and which files it has.
        </EmptyState>
      ) : (
        <One
          // Another recording of its session may take its place in the list while something is typed.
          key={shown.row.session.key}
          shown={shown}
          members={members}
          actions={actions}
          onProblem={onProblem}
        />
      )}
    </aside>
  )
}

/**
 * Whose writings are shown beside these facts. While those of the next line are still read, the pane is all of the one
 * before: else its words would be mixed, and what is done there be done to others.
 */
function useMembersOf(shown: RecordingDetails | null, item: LibraryItem | null): Int32Array | null {
  const [known, setKnown] = useState(item)
  const now = item !== null && item.id === shown?.row.id ? item : known
  if (now !== known) setKnown(now)
  return now?.kind === 'group' && now.id === shown?.row.id ? now.members : null
}

type OneProps = Props & {
  readonly shown: RecordingDetails
  /** Of the session whose line the keyboard is on: what is written there is of all of it. */
  readonly members: Int32Array | null
}

function One({ shown, members, actions, onProblem }: OneProps) {
  const { assets, participants, upstream } = shown
  const { row } = shown
  const said = useMemo(() => (members === null ? writingsOf(row) : sessionWritings(row, members)), [row, members])
  return (
    <div className={styles['scroll']}>
      <DetailsHeader row={row} said={said} folder={shown.folder !== null} actions={actions} onProblem={onProblem} />
      <section className={styles['section']}>
        <Facts row={row} positionS={shown.positionS} speakers={shown.speakers} markerCount={shown.markerCount} />
        <TagEditor ids={said.ids} tags={said.tags} onProblem={onProblem} />
      </section>
      <section className={styles['section']} aria-label="Files">
        <AssetList assets={assets} actions={actions} onProblem={onProblem} />
      </section>
      {participants.length === 0 ? null : (
        <section className={styles['section']} aria-label="Participants">
          <Participants participants={participants} />
        </section>
      )}
      {upstream.length === 0 ? null : (
        <section className={styles['section']}>
          <Disclosure title="As 100ms says">
            <dl className={styles['upstream']}>
              {upstream.map(({ field, value }) => (
                <div key={field}>
                  <dt>{field}</dt>
                  <dd data-selectable>{value}</dd>
                </div>
              ))}
            </dl>
          </Disclosure>
        </section>
      )}
    </div>
  )
}

function Several() {
  const items = useLibrary((state) => state.items)
  const keys = useLibrary((state) => state.selection.keys)
  const rows = useLibrary((state) => state.rows)
  const ids = useMemo(() => recordingsOf(items, keys), [items, keys])
  const known = ids.map((id) => rows.get(id)).filter((row) => row !== undefined)
  const bytes = known.reduce((sum, row) => sum + (row.sizeBytes ?? 0), 0)
  const seconds = known.reduce((sum, row) => sum + (row.durationS ?? 0), 0)
  return (
    <EmptyState icon={Clapperboard} title={counted(ids.length, 'recording')}>
      {/* Sums need every row; of a long selection only what was in sight is known. */}
      {known.length === ids.length
        ? `${formatLength(seconds)} in all, ${formatBytes(bytes)}`
        : 'Act on all of them with the bar below the list.'}
    </EmptyState>
  )
}
