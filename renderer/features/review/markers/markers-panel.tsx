/** The markers' tab: what is done with all of them, why that failed, and their list. */
import { Bookmark, FolderInput } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { chordOf } from '../../../commands/review-keys.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { Player } from '../player/player.ts'
import type { Beside } from '../use-beside.ts'
import { ExportMenu } from './export-menu.tsx'
import { MarkerList } from './marker-list.tsx'
import styles from './markers-panel.module.css'
import type { MarkerImport } from './use-import.ts'
import type { RoomMarkers } from './use-markers.ts'

type Props = {
  readonly markers: RoomMarkers
  readonly player: Player
  readonly imports: MarkerImport
  readonly beside: Pick<Beside, 'exporting' | 'setExporting'>
}

export function MarkersPanel({ markers, player, imports, beside }: Props) {
  const { book, shown } = markers
  const loaded = useStore(book.store, (state) => state.loaded)
  const { read, failed, dismiss } = imports
  const [exportFailed, setExportFailed] = useState<string | null>(null)
  const words = failed ?? exportFailed
  const onDismiss = () => {
    dismiss()
    setExportFailed(null)
  }
  return (
    <div className={styles['panel']}>
      {words === null ? null : (
        <Notice tone="tally" shape="strip" onDismiss={onDismiss}>
          {words}
        </Notice>
      )}
      <div className={styles['bar']}>
        <Button size="small" disabled={player.video === null} onClick={markers.drop}>
          Add marker
        </Button>
        <span className={styles['gap']} />
        <Button size="small" variant="quiet" icon={FolderInput} onClick={read}>
          Import
        </Button>
        <ExportMenu
          recordingId={book.recordingId}
          disabled={shown.length === 0}
          open={beside.exporting === 'markers'}
          onOpenChange={(open) => beside.setExporting(open ? 'markers' : null)}
          onProblem={setExportFailed}
        />
      </div>
      {shown.length > 0 ? (
        <MarkerList markers={markers} player={player} />
      ) : loaded ? (
        <EmptyState icon={Bookmark} title="No markers yet">
          Press <Kbd keys={chordOf('marker') ?? 'm'} /> while it plays and type what happens. Markers go on to editing
          programs.
        </EmptyState>
      ) : null}
    </div>
  )
}
