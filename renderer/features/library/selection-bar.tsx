/** When several are chosen: what can be done to all of them, floating over the list's end. */
import { ArrowDownToLine, CircleCheck, FileOutput, type LucideIcon, Star, Tag, Trash2, X } from 'lucide-react'
import { exportActions, type ListAction, listTerms, wordsOf } from '../../../preload/contract/action-terms.ts'
import { chosenIn } from '../../commands/chosen.ts'
import { counted } from '../../format/count.ts'
import { useLibrary, useOffers } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { RunList } from './list/use-list-offer.ts'
import { exportEntries } from './list/use-recording-menu.ts'
import styles from './selection-bar.module.css'

export function SelectionBar({ run }: { readonly run: RunList }) {
  const count = useLibrary((state) => (state.selection.keys.size > 1 ? chosenIn(state).length : 0))
  const canExport = useOffers(({ can }) => exportActions.some((action) => can.has(action)))
  const canDownload = useOffers(({ can }) => can.has('download'))
  if (count < 2) return null
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Selected recordings" data-floating="">
      <span className={styles['count']}>{counted(count, 'recording')}</span>
      <Button variant="primary" icon={ArrowDownToLine} disabled={!canDownload} onClick={() => run('download')}>
        {listTerms.download.words}
      </Button>
      <Act action="star" icon={Star} run={run} />
      <Act action="tag" icon={Tag} run={run} />
      <Act action="reviewed" icon={CircleCheck} run={run} />
      <Menu
        trigger={<IconButton label="Export transcripts" icon={FileOutput} tooltipSide="top" disabled={!canExport} />}
        entries={[{ kind: 'heading', label: 'Export transcripts as' }, ...exportEntries(run)]}
      />
      <Act action="remove" icon={Trash2} run={run} />
      <Act action="clear-selection" icon={X} run={run} />
    </div>
  )
}

type ActProps = { readonly action: ListAction; readonly icon: LucideIcon; readonly run: RunList }

function Act({ action, icon, run }: ActProps) {
  const isOffered = useOffers(({ can }) => can.has(action))
  const isOn = useOffers(({ on }) => on.has(action))
  const terms = listTerms[action]
  return (
    <IconButton
      label={wordsOf(terms, isOn)}
      shortcut={terms.key}
      icon={icon}
      filled={isOn && action === 'star'}
      tooltipSide="top"
      disabled={!isOffered}
      onClick={() => run(action)}
    />
  )
}
