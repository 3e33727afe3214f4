/** The right click's menu: for what is chosen, or for the line under the pointer if that isn't chosen. */
import {
  ArrowDownToLine,
  CircleCheck,
  CircleX,
  FileOutput,
  FolderOpen,
  Link,
  type LucideIcon,
  Play,
  Star,
  Tag,
  Trash2,
} from 'lucide-react'
import { type MouseEvent, useState } from 'react'
import { exportActions, type ListAction, listTerms, wordsOf } from '../../../../preload/contract/action-terms.ts'
import { chosenIn } from '../../../commands/chosen.ts'
import { counted } from '../../../format/count.ts'
import { select } from '../../../stores/selection.ts'
import { library } from '../../../stores/stores.ts'
import type { MenuEntry } from '../../../ui/menu.tsx'
import { type ListView, listOffer } from './list-can.ts'
import type { RunList } from './use-list-offer.ts'

export function useRecordingMenu(
  run: RunList,
  view: ListView,
): {
  readonly entries: readonly MenuEntry[]
  readonly aim: (event: MouseEvent) => void
} {
  const [entries, setEntries] = useState<readonly MenuEntry[]>([])
  const aim = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[data-key]') : null
    const key = Number(line?.getAttribute('data-key') ?? Number.NaN)
    const { items, selection } = library.getState()
    if (Number.isNaN(key)) return setEntries(ofList(run, view))
    if (!selection.keys.has(key)) library.choose(select(items.keys, selection, key, 'one'))
    setEntries(ofChosen(run, view))
  }
  return { entries, aim }
}

type Make = (action: ListAction, icon?: LucideIcon) => MenuEntry

function maker(run: RunList, view: ListView, ids: readonly number[]) {
  const { can, on } = listOffer({ state: library.getState(), view, ids })
  const make: Make = (action, icon) => {
    const terms = listTerms[action]
    return {
      kind: 'item',
      label: wordsOf(terms, on.includes(action)),
      icon,
      shortcut: terms.key,
      disabled: !can.includes(action),
      onSelect: () => run(action),
    }
  }
  return { make, can }
}

function ofChosen(run: RunList, view: ListView): readonly MenuEntry[] {
  const ids = chosenIn(library.getState())
  const { make, can } = maker(run, view, ids)
  return [
    ...(ids.length === 1 ? [] : [{ kind: 'heading', label: counted(ids.length, 'recording') } as const]),
    make('review', Play),
    make('download', ArrowDownToLine),
    ...(can.includes('cancel-download') ? [make('cancel-download', CircleX)] : []),
    { kind: 'separator' },
    make('star', Star),
    make('tag', Tag),
    make('reviewed', CircleCheck),
    { kind: 'separator' },
    make('copy-recording-link', Link),
    {
      kind: 'submenu',
      label: 'Export transcripts',
      icon: FileOutput,
      disabled: !exportActions.some((action) => can.includes(action)),
      entries: exportEntries(run),
    },
    make('show-in-folder', FolderOpen),
    make('remove', Trash2),
  ]
}

/** Beside the lines. */
function ofList(run: RunList, view: ListView): readonly MenuEntry[] {
  const { make } = maker(run, view, [])
  return [make('select-all'), make('clear-selection'), { kind: 'separator' }, make('grid'), make('details')]
}

export const exportEntries = (run: RunList): readonly MenuEntry[] =>
  exportActions.map((action) => ({
    kind: 'item',
    label: listTerms[action].short ?? listTerms[action].words,
    end: `.${action.slice('export-'.length)}`,
    onSelect: () => run(action),
  }))
