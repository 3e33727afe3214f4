/** A recording's files: where each stands, why if it failed, and the one thing to do about it. */
import { ArrowDownToLine, Check, Ellipsis, FolderOpen, Pause, Play, RotateCw, Trash2, X } from 'lucide-react'
import { type MouseEvent, type ReactNode, useState } from 'react'
import type { Asset } from '../../../../preload/contract/recording.ts'
import { engine } from '../../../api/engine.ts'
import { shell } from '../../../api/shell.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { counted } from '../../../format/count.ts'
import { downloadWords } from '../../../format/recording-words.ts'
import type { DownloadAction } from '../../../stores/downloads-store.ts'
import { downloads, useDownloads } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { type GlyphState, StateGlyph } from '../../../ui/state-glyph.tsx'
import { useDragAssetOut } from '../list/drag-out.ts'
import type { LineActions } from '../list/recording-parts.tsx'
import styles from './asset-list.module.css'

type Props = {
  readonly assets: readonly Asset[]
  readonly actions: LineActions
  readonly onProblem: (words: string | null) => void
}
type LineProps = Omit<Props, 'assets'> & { readonly asset: Asset }

const shownAtFirst = 12

export function AssetList({ assets, ...rest }: Props) {
  const [all, setAll] = useState(false)
  const here = assets.filter((asset) => asset.file !== null).length
  const shown = all ? assets : assets.slice(0, shownAtFirst)
  return (
    <>
      <h3 className={styles['title']}>
        {counted(assets.length, 'file')}
        <span className={styles['here']}>
          {here === 0 ? 'none here' : here === assets.length ? 'all here' : `${here} here`}
        </span>
      </h3>
      <ul>
        {shown.map((asset) => (
          <AssetLine key={asset.id} asset={asset} {...rest} />
        ))}
      </ul>
      {all || assets.length <= shownAtFirst ? null : (
        <Button size="small" variant="quiet" className={styles['more']} onClick={() => setAll(true)}>
          Show all {counted(assets.length, 'file')}
        </Button>
      )}
    </>
  )
}

function AssetLine({ asset, actions, onProblem }: LineProps) {
  const progress = useDownloads((state) => {
    const running = state.progress?.running.find((each) => each.assetId === asset.id)
    return running?.totalBytes ? Math.round((running.bytesDone / running.totalBytes) * 100) / 100 : null
  })
  const { state, reason } = asset.download
  const size = asset.file?.sizeBytes ?? asset.sizeBytes
  const words = lineWords(asset)
  const dragOut = useDragAssetOut(asset.id)
  return (
    <li className={styles['asset']} draggable={state === 'done'} onDragStart={dragOut}>
      <StateGlyph state={glyphOf(asset)} label={downloadWords[state]} progress={progress} />
      <div className={styles['words']}>
        <div className={styles['line']}>
          <span className={styles['label']} title={asset.file?.name}>
            {asset.label}
          </span>
          <span className={styles['size']}>{size === null ? '' : formatBytes(size)}</span>
        </div>
        {words === null ? null : (
          <div
            className={styles['reason']}
            data-problem={state === 'failed' ? '' : undefined}
            data-selectable={reason ? '' : undefined}
          >
            {words}
          </div>
        )}
      </div>
      <span className={styles['button']}>
        <NextStep asset={asset} actions={actions} onProblem={onProblem} />
      </span>
    </li>
  )
}

function lineWords(asset: Asset): string | null {
  if (asset.download.reason !== null && asset.download.state !== 'done') return asset.download.reason
  if (asset.file !== null && !asset.file.verified) return 'Its contents couldn’t be read; kept as it came'
  if (asset.file?.differsFromRecord) return 'Differs from 100ms’s record; kept as it came'
  if (!asset.available) return '100ms is still making it'
  return asset.download.state === 'removed' ? downloadWords.removed : null
}

/** Something is wrong with it, and nobody has said yet that it is kept. */
function isInDoubt({ file }: Asset): boolean {
  return file !== null && (!file.verified || file.differsFromRecord) && !file.accepted
}

function glyphOf(asset: Asset): GlyphState {
  const { download, available } = asset
  switch (download.state) {
    case 'done':
      return isInDoubt(asset) ? 'warning' : 'here'
    case 'running':
      return 'progress'
    case 'queued':
      return 'queued'
    case 'waiting':
      return 'waiting'
    case 'paused':
      return 'paused'
    case 'failed':
      return 'warning'
    case 'unavailable':
      return 'gone'
    case 'none':
    case 'cancelled':
    case 'removed':
      return available ? 'cloud' : 'waiting'
  }
}

/** The one button that makes sense now. */
function NextStep({ asset, actions, onProblem }: LineProps): ReactNode {
  const act = (action: DownloadAction) => async (event: MouseEvent) => {
    // Cancel comes under the pointer where Download was: a double click is one click.
    if (event.detail > 1) return
    onProblem((await downloads.act(action, { kind: 'assets', assetIds: [asset.id] }))?.message ?? null)
  }
  switch (asset.download.state) {
    case 'done':
      return (
        <Menu
          align="end"
          trigger={<IconButton size="small" label={`What to do with ${asset.label}`} icon={Ellipsis} />}
          entries={[
            {
              kind: 'item',
              label: 'Show in folder',
              icon: FolderOpen,
              onSelect: async () => {
                const answer = await shell.call('files.showAsset', { id: asset.id })
                onProblem(answer.ok ? null : answer.error.message)
              },
            },
            ...(isInDoubt(asset)
              ? [
                  {
                    kind: 'item' as const,
                    label: 'Keep as it is',
                    icon: Check,
                    onSelect: async () => {
                      const answer = await engine.call('files.accept', { assetId: asset.id })
                      onProblem(answer.ok ? null : answer.error.message)
                    },
                  },
                ]
              : []),
            {
              kind: 'item',
              label: 'Remove from this computer',
              icon: Trash2,
              onSelect: () => actions.remove({ kind: 'assets', assetIds: [asset.id] }),
            },
          ]}
        />
      )
    case 'running':
      return <IconButton size="small" label="Pause" icon={Pause} onClick={act('pause')} />
    case 'paused':
      return <IconButton size="small" label="Resume" icon={Play} onClick={act('resume')} />
    case 'queued':
    case 'waiting':
      return <IconButton size="small" label="Cancel" icon={X} onClick={act('cancel')} />
    case 'failed':
    case 'unavailable':
      return <IconButton size="small" label="Try again" icon={RotateCw} onClick={act('retry')} />
    case 'none':
    case 'cancelled':
    case 'removed':
      return asset.available ? (
        <IconButton size="small" label={`Download ${asset.label}`} icon={ArrowDownToLine} onClick={act('start')} />
      ) : null
  }
}
