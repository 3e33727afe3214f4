/** What is wanted now and then. */
import { Camera, Copy, Ellipsis, Link, PictureInPicture2, Scissors, Undo2, X } from 'lucide-react'
import { useStore } from 'zustand'
import type { ReviewAction } from '../../../../preload/contract/review-action.ts'
import { chordOf } from '../../../commands/review-keys.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { hasPoints } from './loop-range.ts'
import type { Player } from './player.ts'

type Props = {
  readonly player: Player
  readonly run: (action: ReviewAction) => void
}

export function MoreMenu({ player, run }: Props) {
  const hasPicture = useStore(player.store, (state) => state.hasPicture && state.problem === null)
  const canUndo = useStore(player.store, (state) => state.canUndo)
  const points = useStore(player.store, (state) => hasPoints(state.range))
  const item = (label: string, action: ReviewAction) => ({
    kind: 'item' as const,
    label,
    shortcut: chordOf(action),
    onSelect: () => run(action),
  })
  return (
    <Menu
      align="end"
      trigger={<IconButton label="More" tooltipSide="top" icon={Ellipsis} />}
      entries={[
        { ...item('Undo the last move', 'undo-seek'), icon: Undo2, disabled: !canUndo },
        { ...item('Save a clip…', 'save-clip'), icon: Scissors, disabled: !points },
        { ...item('Clear in and out', 'clear-points'), icon: X, disabled: !points },
        { ...item('Copy a link to this moment', 'copy-link'), icon: Link },
        { kind: 'separator' },
        { ...item('Save a picture of the frame', 'save-frame'), icon: Camera, disabled: !hasPicture },
        { ...item('Copy a picture of the frame', 'copy-frame'), icon: Copy, disabled: !hasPicture },
        { ...item('Picture in picture', 'picture-in-picture'), icon: PictureInPicture2, disabled: !hasPicture },
      ]}
    />
  )
}
