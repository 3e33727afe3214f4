/** The library: list and details, with what stands over them. */
import { useEffect, useState } from 'react'
import type { RemovalTarget } from '../../../preload/contract/commands.ts'
import { listWords } from '../../../preload/contract/library-terms.ts'
import { pressedKey } from '../../commands/pressed-key.ts'
import { download, setReviewed, setStarred } from '../../commands/recording-acts.ts'
import { counted } from '../../format/count.ts'
import { isOnly, isSearch } from '../../stores/filter.ts'
import { leaveField } from '../../stores/leave-field.ts'
import { app, library, useLibrary, useSync } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useProblem } from '../../ui/use-problem.ts'
import { DetailsPane } from './details/details-pane.tsx'
import { useStoredFlag } from './details/use-stored-flag.ts'
import { FilterBar } from './filters/filter-bar.tsx'
import { LibraryHeader } from './library-header.tsx'
import styles from './library-screen.module.css'
import { ListStates } from './list/list-states.tsx'
import { RecordingList } from './list/recording-list.tsx'
import type { LineActions } from './list/recording-parts.tsx'
import { useListOffer } from './list/use-list-offer.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { AttentionList } from './trouble/attention-list.tsx'
import { useRemoval } from './use-removal.ts'

export function LibraryScreen() {
  const [detailsOpen, setDetailsOpen] = useStoredFlag('dailies.details', window.innerWidth >= 1100)
  const [grid, setGrid] = useStoredFlag('dailies.grid', false)
  const [tagging, setTagging] = useState<readonly number[] | null>(null)
  const [problem, setProblem] = useProblem()
  const error = useLibrary((state) => state.error)
  const items = useLibrary((state) => state.items)
  const attention = useLibrary(({ filter }) => isOnly(filter, 'attention'))
  const nothingYet = useLibrary(
    (state) => state.overview?.counts.all === 0 && state.items.keys.length === 0 && state.filter.list !== 'attention',
  )
  const title = useTitle()
  const removal = useRemoval(setProblem)
  const actions = useLineActions(setProblem, removal.ask, setTagging)
  // What a search finds are lines of words.
  const searching = useLibrary(({ filter }) => isSearch(filter))
  const view = { grid, details: detailsOpen, attention }
  const run = useListOffer({
    view,
    lines: actions,
    toggleGrid: () => setGrid(!grid),
    toggleDetails: () => {
      leaveField()
      setDetailsOpen(!detailsOpen)
    },
  })
  useLetterKeys({ i: () => run('details'), v: () => run('grid') })
  const words = error?.message ?? problem
  return (
    <main className={styles['screen']}>
      <div className={styles['column']}>
        <LibraryHeader
          title={title}
          view={attention ? 'files' : searching ? 'found' : grid ? 'grid' : 'list'}
          onToggleGrid={() => run('grid')}
          detailsOpen={detailsOpen}
          onToggleDetails={() => run('details')}
        />
        {nothingYet || attention ? null : <FilterBar />}
        {words === null ? null : (
          <Notice
            tone="tally"
            shape="strip"
            action={
              error === null ? undefined : (
                <Button size="small" onClick={() => void library.readAgain()}>
                  Try again
                </Button>
              )
            }
            {...(error === null ? { onDismiss: () => setProblem(null) } : {})}
          >
            {words}
          </Notice>
        )}
        {attention ? (
          <AttentionList onProblem={setProblem} />
        ) : items.keys.length === 0 ? (
          <ListStates />
        ) : (
          <RecordingList label={title} asGrid={grid && !searching} actions={actions} run={run} view={view} />
        )}
        <SelectionBar run={run} />
      </div>
      {detailsOpen && !nothingYet && !attention ? <DetailsPane actions={actions} onProblem={setProblem} /> : null}
      <TagDialog ids={tagging} onClose={() => setTagging(null)} />
      <RemoveDialog
        question={removal.question}
        onClose={removal.close}
        onRemove={(onlyCopyIds) => {
          if (removal.question !== null) void removal.run(removal.question.target, onlyCopyIds)
        }}
      />
    </main>
  )
}

function useTitle(): string {
  const workspaces = useSync((state) => state.workspaces)
  return useLibrary(({ filter, overview }) => {
    const workspace = workspaces?.find(({ id }) => id === filter.workspaceId)
    if (workspace !== undefined && filter.roomIds.length === 0 && filter.list === 'all' && !isSearch(filter))
      return workspace.name
    if (filter.roomIds.length === 0) return isSearch(filter) ? 'Search' : listWords[filter.list]
    if (filter.roomIds.length > 1) return `${filter.roomIds.length} rooms`
    return overview?.rooms.find((room) => room.id === filter.roomIds[0])?.title ?? 'Room'
  })
}

function useLineActions(
  onProblem: (words: string | null) => void,
  remove: (target: RemovalTarget) => Promise<void>,
  tag: (ids: readonly number[]) => void,
): LineActions {
  const say = useToast()
  const [actions] = useState<LineActions>(() => ({
    review: (id) => app.review(id),
    download: (ids) => void download(ids).then(onProblem),
    remove: (target) => void remove(target),
    tag,
    star: (ids, starred) =>
      void setStarred(ids, starred).then(({ edited, error }) => {
        onProblem(error?.message ?? null)
        if (ids.length > 1 && edited.length > 0)
          say(
            starred ? `Starred ${counted(edited.length, 'recording')}` : `Removed ${counted(edited.length, 'star')}`,
            {
              label: 'Undo',
              run: () => void setStarred(edited, !starred),
            },
          )
      }),
    reviewed: (ids, reviewed) =>
      void setReviewed(ids, reviewed).then(({ edited, error }) => {
        onProblem(error?.message ?? null)
        if (ids.length > 1 && edited.length > 0)
          say(`Marked ${counted(edited.length, 'recording')} as ${reviewed ? 'reviewed' : 'not reviewed'}`, {
            label: 'Undo',
            run: () => void setReviewed(edited, !reviewed),
          })
      }),
  }))
  return actions
}

/** Letters that change how the screen looks: heard in the list, and where nothing has the keyboard. */
function useLetterKeys(keys: Readonly<Record<string, () => void>>) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const act = keys[pressedKey(event)]
      const inList = event.target instanceof Element && event.target.closest('[data-recordings]') !== null
      if (act === undefined || event.metaKey || event.ctrlKey || event.altKey) return
      if (!inList && event.target !== document.body) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [keys])
}
