/** When several are chosen: what can be done to all of them, floating over the list's end. */
import { ArrowDownToLine, CircleCheck, FileOutput, Star, Tag, Trash2, X } from 'lucide-react'
import { useMemo } from 'react'
import { counted } from '../../format/count.ts'
import { recordingsOf } from '../../stores/library-items.ts'
import { library, useLibrary } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useToast } from '../../ui/toast.tsx'
import { exportEntries, setReviewed } from './recording-actions.ts'
import type { LineActions } from './recording-parts.tsx'
import styles from './selection-bar.module.css'

type Props = { readonly actions: LineActions; readonly onProblem: (words: string | null) => void }

export function SelectionBar({ actions, onProblem }: Props) {
  const keys = useLibrary((state) => state.selection.keys)
  const items = useLibrary((state) => state.items)
  const ids = useMemo(() => (keys.size > 1 ? recordingsOf(items, keys) : []), [items, keys])
  const say = useToast()
  if (ids.length < 2) return null
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Selected recordings" data-floating="">
      <span className={styles['count']}>{counted(ids.length, 'recording')}</span>
      <Button variant="primary" icon={ArrowDownToLine} onClick={() => actions.download(ids)}>
        Download
      </Button>
      <IconButton label="Star" shortcut="s" icon={Star} tooltipSide="top" onClick={() => actions.star(ids, true)} />
      <IconButton label="Tag" shortcut="t" icon={Tag} tooltipSide="top" onClick={() => actions.tag(ids)} />
      <IconButton
        label="Mark as reviewed"
        shortcut="r"
        icon={CircleCheck}
        tooltipSide="top"
        onClick={() => void setReviewed(ids, true).then(onProblem)}
      />
      <Menu
        trigger={<IconButton label="Export transcripts" icon={FileOutput} tooltipSide="top" />}
        entries={[{ kind: 'heading', label: 'Export transcripts as' }, ...exportEntries(ids, say)]}
      />
      <IconButton
        label="Remove from this computer"
        shortcut="delete"
        icon={Trash2}
        tooltipSide="top"
        onClick={() => actions.remove({ kind: 'recordings', recordingIds: [...ids] })}
      />
      <IconButton
        label="Clear selection"
        shortcut="escape"
        icon={X}
        tooltipSide="top"
        onClick={() => library.choose({ ...library.getState().selection, keys: new Set() })}
      />
    </div>
  )
}
