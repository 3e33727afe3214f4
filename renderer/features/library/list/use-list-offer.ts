/** Does what the list is told to, by its keys, its buttons, the palette and the menu, and offers them what makes sense now. */
import { useEffect, useMemo, useRef } from 'react'
import type { ListAction } from '../../../../preload/contract/action-terms.ts'
import { chosenIn } from '../../../commands/chosen.ts'
import {
  cancelDownloads,
  copyLink,
  exportTranscripts,
  formatOf,
  showInFolder,
} from '../../../commands/recording-acts.ts'
import { withoutChips } from '../../../stores/filter.ts'
import { indexOfKey, itemAt } from '../../../stores/library-items.ts'
import { library, offers, useLibrary } from '../../../stores/stores.ts'
import { useToast } from '../../../ui/toast.tsx'
import { allKnown, type ListView, listCan, listOffer } from './list-can.ts'
import type { LineActions } from './recording-parts.tsx'
import { reviewItem } from './review-item.ts'
import { sortOf } from './sorts.ts'

type Parts = {
  readonly view: ListView
  readonly lines: LineActions
  readonly toggleGrid: () => void
  readonly toggleDetails: () => void
}
export type RunList = (action: ListAction) => void

export function useListOffer(parts: Parts): RunList {
  const { view } = parts
  const say = useToast()
  const known = useLibrary((state) => JSON.stringify(listOffer({ state, view, ids: chosenIn(state) })))
  const latest = useRef({ parts, say })
  useEffect(() => {
    latest.current = { parts, say }
  })
  const run = useMemo(
    (): RunList => (action) => {
      const { parts, say } = latest.current
      const state = library.getState()
      const ids = chosenIn(state)
      // A row or the selection may have changed since it was offered.
      if (!listCan(action, { state, view: parts.view, ids })) return
      void act(action, ids, parts).then((words) => {
        if (words !== null) say(words)
      })
    },
    [],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: by what it says, not by the object.
  useEffect(() => {
    const state = library.getState()
    const { can, on } = listOffer({ state, view, ids: chosenIn(state) })
    return offers.offer({ can: new Set(can), on: new Set(on), run })
  }, [known])
  return run
}

/** Resolves with what is to be said, if anything. */
async function act(action: ListAction, ids: readonly number[], { lines, ...view }: Parts): Promise<string | null> {
  const [first] = ids
  if (first !== undefined) {
    const format = formatOf(action)
    if (format !== null) return exportTranscripts(ids, format)
    if (action === 'cancel-download') return cancelDownloads(ids)
    if (action === 'show-in-folder') return showInFolder(first)
    if (action === 'copy-recording-link') return copyLink(first)
    toChosen(action, ids, lines)
  }
  toList(action, view)
  return null
}

function toChosen(action: ListAction, ids: readonly number[], lines: LineActions): void {
  const { items, selection, rows } = library.getState()
  const item = itemAt(items, indexOfKey(items, selection.focused))
  if (action === 'review' && item !== null) reviewItem(item)
  else if (action === 'download') lines.download(ids)
  else if (action === 'star') lines.star(ids, !allKnown(ids, rows, ({ starred }) => starred))
  else if (action === 'reviewed') lines.reviewed(ids, !allKnown(ids, rows, ({ reviewed }) => reviewed))
  else if (action === 'tag') lines.tag(ids)
  else if (action === 'remove') lines.remove({ kind: 'recordings', recordingIds: [...ids] })
}

function toList(action: ListAction, { toggleGrid, toggleDetails }: Omit<Parts, 'lines'>): void {
  const { filter, selection, sort } = library.getState()
  const chosen = sortOf(action)
  if (chosen !== null) library.ask({ sort: chosen })
  else if (action === 'reverse-order') library.ask({ sort: { ...sort, descending: !sort.descending } })
  else if (action === 'select-all') library.chooseAll()
  else if (action === 'clear-selection') library.choose({ ...selection, keys: new Set() })
  else if (action === 'clear-filters') library.ask({ filter: { ...withoutChips(filter), text: '' } })
  else if (action === 'grid') toggleGrid()
  else if (action === 'details') toggleDetails()
}
