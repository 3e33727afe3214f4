/** Over the list: where one is, the search box, the sort order, and whether details show. */
import { ArrowDownUp, LayoutGrid, List, PanelRight, Search, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { listTerms, wordsOf } from '../../../preload/contract/action-terms.ts'
import type { LibrarySort } from '../../../preload/contract/library.ts'
import { pressedKey } from '../../commands/pressed-key.ts'
import { counted, formatCount } from '../../format/count.ts'
import { isSearch } from '../../stores/filter.ts'
import { library, useLibrary, useSync } from '../../stores/stores.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { isQuestionOpen } from '../../ui/question-open.ts'
import shared from '../../ui/screen.module.css'
import { TextField } from '../../ui/text-field.tsx'
import styles from './library-header.module.css'
import { bestMatch, sorts } from './list/sorts.ts'

const { grid, details } = listTerms

type Props = {
  readonly title: string
  /** found: what a search finds, always as lines. files: those that need attention, in an order of their own. */
  readonly view: 'list' | 'grid' | 'found' | 'files'
  readonly onToggleGrid: () => void
  readonly detailsOpen: boolean
  readonly onToggleDetails: () => void
}

export function LibraryHeader({ title, view, onToggleGrid, detailsOpen, onToggleDetails }: Props) {
  const count = useLibrary(({ snapshot }) => snapshot?.ids.length ?? 0)
  const whole = useLibrary((state) => state.whole)
  const searching = useLibrary(({ filter }) => isSearch(filter))
  const isFilling = useSync(({ statuses }) => statuses.some(({ phase }) => phase.kind === 'running')) && !searching
  return (
    <header className={classes(shared['header'], styles['header'])}>
      <div className={styles['place']}>
        <h1 className={shared['title']}>{title}</h1>
        {/* While a sync fills the list its growing is no news; what a search finds is. */}
        <span className={styles['count']} role="status" aria-live={isFilling ? 'off' : 'polite'}>
          {count === 0 ? '' : whole ? counted(count, 'recording') : `${formatCount(count)}+ recordings`}
        </span>
      </div>
      <SearchBox />
      {view === 'files' ? null : <Views {...{ view, onToggleGrid, detailsOpen, onToggleDetails }} />}
    </header>
  )
}

type ViewsProps = Omit<Props, 'title' | 'view'> & { readonly view: Exclude<Props['view'], 'files'> }

function Views({ view, onToggleGrid, detailsOpen, onToggleDetails }: ViewsProps) {
  return (
    <>
      <SortMenu />
      <IconButton
        label={view === 'found' ? 'What is found is shown as a list' : wordsOf(grid, view === 'grid')}
        shortcut={view === 'found' ? undefined : grid.key}
        icon={view === 'grid' ? List : LayoutGrid}
        disabled={view === 'found'}
        onClick={onToggleGrid}
      />
      <IconButton
        label={wordsOf(details, detailsOpen)}
        shortcut={details.key}
        icon={PanelRight}
        pressed={detailsOpen}
        onClick={onToggleDetails}
      />
    </>
  )
}

function SearchBox() {
  const text = useLibrary((state) => state.filter.text)
  const input = useRef<HTMLInputElement>(null)
  useSearchKeys(input)
  const search = (next: string) => library.ask({ filter: { ...library.getState().filter, text: next } })
  const onKeyDown = (event: KeyboardEvent) => {
    // Those are the input method's.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      if (text === '') input.current?.blur()
      else search('')
    } else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-recordings]')?.focus()
    else return
    event.preventDefault()
  }
  return (
    <TextField
      ref={input}
      className={styles['search']}
      label="Search titles, people and everything said"
      hideLabel
      type="search"
      icon={Search}
      placeholder="Search titles, people, words said"
      value={text}
      maxLength={500}
      onChange={search}
      onKeyDown={onKeyDown}
      end={
        text === '' ? (
          <Kbd keys="mod+f" className={styles['key']} />
        ) : (
          <IconButton size="small" label="Clear search" icon={X} onClick={() => search('')} />
        )
      }
    />
  )
}

function useSearchKeys(input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(event.target.tagName)
      const mod = event.metaKey || event.ctrlKey
      const wanted = mod ? pressedKey(event) === 'f' : event.key === '/' && !typing
      if (!wanted || isQuestionOpen()) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [input])
}

function SortMenu() {
  const sort = useLibrary((state) => state.sort)
  const searching = useLibrary(({ filter }) => isSearch(filter))
  const options = searching ? [bestMatch, ...sorts] : sorts
  return (
    <Menu
      align="end"
      trigger={<IconButton label="Sort" icon={ArrowDownUp} />}
      entries={[
        { kind: 'heading', label: 'Sort by' },
        {
          kind: 'choice',
          value: sort.by,
          options,
          onChange: (by) => {
            const chosen = options.find((each) => each.value === by)
            if (chosen !== undefined) library.ask({ sort: { by: chosen.value, descending: chosen.descending } })
          },
        },
        ...directionEntries(sort),
      ]}
    />
  )
}

type Directions = readonly [down: string, up: string]
const directionsOf: Record<LibrarySort['by'], Directions | null> = {
  date: ['Newest first', 'Oldest first'],
  title: ['Z to A', 'A to Z'],
  room: ['Z to A', 'A to Z'],
  duration: ['Longest first', 'Shortest first'],
  size: ['Largest first', 'Smallest first'],
  expiry: ['Latest first', 'Soonest first'],
  // Nobody wants what fits worst.
  relevance: null,
}

function directionEntries(sort: LibrarySort): readonly MenuEntry[] {
  const directions = directionsOf[sort.by]
  if (directions === null) return []
  const [down, up] = directions
  const options = [
    { value: 'down', label: down },
    { value: 'up', label: up },
  ]
  const onChange = (way: string) => library.ask({ sort: { ...sort, descending: way === 'down' } })
  return [{ kind: 'separator' }, { kind: 'choice', value: sort.descending ? 'down' : 'up', options, onChange }]
}
