/** The right click's menu: for what is chosen, or for the line under the pointer if that isn't chosen. */
import { ArrowDownToLine, CircleCheck, CircleX, FileOutput, FolderOpen, Play, Star, Tag, Trash2 } from 'lucide-react'
import { type MouseEvent, useState } from 'react'
import { counted } from '../../format/count.ts'
import { recordingsOf } from '../../stores/library-items.ts'
import { select } from '../../stores/selection.ts'
import { library } from '../../stores/stores.ts'
import type { MenuEntry } from '../../ui/menu.tsx'
import { useToast } from '../../ui/toast.tsx'
import { cancelDownloads, exportEntries, setReviewed, showInFolder } from './recording-actions.ts'
import type { LineActions } from './recording-parts.tsx'

export function useRecordingMenu(actions: LineActions): {
  readonly entries: readonly MenuEntry[]
  readonly aim: (event: MouseEvent) => void
} {
  const [ids, setIds] = useState<readonly number[]>([])
  const say = useToast()
  const tell = async (problem: Promise<string | null>) => {
    const words = await problem
    if (words !== null) say(words)
  }
  const aim = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[data-key]') : null
    const key = Number(line?.getAttribute('data-key') ?? Number.NaN)
    const { items, selection } = library.getState()
    if (Number.isNaN(key)) return setIds([])
    if (!selection.keys.has(key)) library.choose(select(items.keys, selection, key, 'one'))
    setIds(recordingsOf(items, library.getState().selection.keys))
  }
  return { entries: menu(ids, actions, tell, say), aim }
}

function menu(
  ids: readonly number[],
  actions: LineActions,
  tell: (problem: Promise<string | null>) => Promise<void>,
  say: (words: string) => void,
): readonly MenuEntry[] {
  const first = ids[0]
  if (first === undefined) return [{ kind: 'heading', label: 'Nothing is selected' }]
  const rows = ids.map((id) => library.getState().rows.get(id)).filter((row) => row !== undefined)
  const starred = rows.length > 0 && rows.every((row) => row.starred)
  const reviewed = rows.length > 0 && rows.every((row) => row.reviewed)
  const wanted = rows.some((row) => row.assets.wanted > 0)
  const one = ids.length === 1
  // Of a long selection not every row is known; then it is tried.
  const here = rows.length < ids.length || rows.some((row) => row.local !== 'none')
  return [
    ...(one ? [] : [{ kind: 'heading', label: counted(ids.length, 'recording') } as const]),
    {
      kind: 'item',
      label: 'Review',
      icon: Play,
      shortcut: 'enter',
      disabled: !one,
      onSelect: () => actions.review(first),
    },
    { kind: 'item', label: 'Download', icon: ArrowDownToLine, shortcut: 'd', onSelect: () => actions.download(ids) },
    ...(wanted
      ? [{ kind: 'item', label: 'Cancel download', icon: CircleX, onSelect: () => tell(cancelDownloads(ids)) } as const]
      : []),
    { kind: 'separator' },
    {
      kind: 'item',
      label: starred ? 'Remove star' : 'Star',
      icon: Star,
      shortcut: 's',
      onSelect: () => actions.star(ids, !starred),
    },
    { kind: 'item', label: 'Tag…', icon: Tag, shortcut: 't', onSelect: () => actions.tag(ids) },
    {
      kind: 'item',
      label: reviewed ? 'Mark as not reviewed' : 'Mark as reviewed',
      icon: CircleCheck,
      shortcut: 'r',
      onSelect: () => tell(setReviewed(ids, !reviewed)),
    },
    { kind: 'separator' },
    {
      kind: 'submenu',
      label: one ? 'Export the transcript' : 'Export transcripts',
      icon: FileOutput,
      entries: exportEntries(ids, say),
    },
    {
      kind: 'item',
      label: 'Show in folder',
      icon: FolderOpen,
      disabled: !one,
      onSelect: () => tell(showInFolder(first)),
    },
    {
      kind: 'item',
      label: 'Remove from this computer',
      icon: Trash2,
      shortcut: 'delete',
      disabled: !here,
      onSelect: () => actions.remove({ kind: 'recordings', recordingIds: [...ids] }),
    },
  ]
}
