/** What narrows the list, as compact menus; what is set is lit and can be cleared at once. */
import type { LibraryFilter } from '../../../../preload/contract/library.ts'
import { statusWords } from '../../../../preload/contract/recording-terms.ts'
import { chipsAreSet, toggled, withoutChips } from '../../../stores/filter.ts'
import { library, useLibrary, useSync } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu, type MenuEntry } from '../../../ui/menu.tsx'
import { ChipButton } from './chip-button.tsx'
import { DateFilter } from './date-filter.tsx'
import styles from './filter-bar.module.css'
import { RoomFilter } from './room-filter.tsx'
import { SpeakerFilter } from './speaker-filter.tsx'

const statuses = ['ready', 'recording', 'paused', 'finishing', 'queued', 'failed', 'unknown'] as const
const downloaded = [
  { value: 'any', label: 'Downloaded or not' },
  { value: 'yes', label: 'Downloaded' },
  { value: 'partly', label: 'Partly downloaded' },
  { value: 'no', label: 'Not downloaded' },
] as const
const transcripts = [
  { value: 'any', label: 'With or without transcript' },
  { value: 'yes', label: 'Has a transcript' },
  { value: 'no', label: 'No transcript' },
] as const

const minute = 60
const lengths = [
  { value: 'any', label: 'Any length', fromS: null, belowS: null },
  { value: 'short', label: 'Under 5 minutes', fromS: null, belowS: 5 * minute },
  { value: 'medium', label: '5 to 30 minutes', fromS: 5 * minute, belowS: 30 * minute },
  { value: 'long', label: '30 to 60 minutes', fromS: 30 * minute, belowS: 60 * minute },
  { value: 'hours', label: 'An hour and more', fromS: 60 * minute, belowS: null },
] as const

const change = (part: Partial<LibraryFilter>) => library.ask({ filter: { ...library.getState().filter, ...part } })

export function FilterBar() {
  const filter = useLibrary((state) => state.filter)
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Filters">
      <WorkspaceChip filter={filter} />
      <RoomFilter filter={filter} onChange={change} />
      <DateFilter filter={filter} onChange={change} />
      <StatusChip filter={filter} />
      <Chip
        name="Downloaded"
        set={
          filter.downloaded === 'any'
            ? null
            : (downloaded.find(({ value }) => value === filter.downloaded)?.label ?? null)
        }
        entries={[
          {
            kind: 'choice',
            value: filter.downloaded,
            options: downloaded,
            onChange: (value) => {
              const chosen = downloaded.find((each) => each.value === value)
              if (chosen !== undefined) change({ downloaded: chosen.value })
            },
          },
        ]}
      />
      <Chip
        name="Transcript"
        set={filter.hasTranscript === null ? null : filter.hasTranscript ? 'Has a transcript' : 'No transcript'}
        entries={[
          {
            kind: 'choice',
            value: filter.hasTranscript === null ? 'any' : filter.hasTranscript ? 'yes' : 'no',
            options: transcripts,
            onChange: (value) => change({ hasTranscript: value === 'any' ? null : value === 'yes' }),
          },
        ]}
      />
      <LengthChip filter={filter} />
      <SpeakerFilter filter={filter} onChange={change} />
      {chipsAreSet(filter) ? (
        <Button size="small" variant="quiet" onClick={() => library.ask({ filter: withoutChips(filter) })}>
          Clear
        </Button>
      ) : null}
    </div>
  )
}

function StatusChip({ filter }: { readonly filter: LibraryFilter }) {
  const set = filter.statuses.map((status) => statusWords[status]).join(', ')
  return (
    <Chip
      name="Status"
      set={set === '' ? null : set}
      entries={statuses.map((status) => ({
        kind: 'check',
        label: statusWords[status],
        checked: filter.statuses.includes(status),
        onChange: () => change({ statuses: toggled(filter.statuses, status) }),
      }))}
    />
  )
}

function LengthChip({ filter }: { readonly filter: LibraryFilter }) {
  const chosen = lengths.find(({ fromS, belowS }) => fromS === filter.fromS && belowS === filter.belowS)
  return (
    <Chip
      name="Length"
      set={chosen === undefined || chosen.value === 'any' ? null : chosen.label}
      entries={[
        {
          kind: 'choice',
          value: chosen?.value ?? '',
          options: lengths,
          onChange: (value) => {
            const wanted = lengths.find((each) => each.value === value)
            if (wanted !== undefined) change({ fromS: wanted.fromS, belowS: wanted.belowS })
          },
        },
      ]}
    />
  )
}

function WorkspaceChip({ filter }: { readonly filter: LibraryFilter }) {
  const workspaces = useSync((state) => state.workspaces)
  if (workspaces === null || workspaces.length < 2) return null
  return (
    <Chip
      name="Workspace"
      set={workspaces.find(({ id }) => id === filter.workspaceId)?.name ?? null}
      entries={[
        {
          kind: 'choice',
          value: String(filter.workspaceId ?? 'all'),
          options: [
            { value: 'all', label: 'All workspaces' },
            ...workspaces.map(({ id, name }) => ({ value: String(id), label: name })),
          ],
          onChange: (value) => change({ workspaceId: value === 'all' ? null : Number(value) }),
        },
      ]}
    />
  )
}

function Chip({
  name,
  set,
  entries,
}: {
  readonly name: string
  readonly set: string | null
  readonly entries: readonly MenuEntry[]
}) {
  return <Menu trigger={<ChipButton name={name} set={set} />} entries={entries} />
}
