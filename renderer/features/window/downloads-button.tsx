/** Opens the downloads; while something runs, shows how far and how fast. */
import { ArrowDownToLine, CirclePause } from 'lucide-react'
import { formatRate } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import { type DownloadsState, overallProgress } from '../../stores/downloads-store.ts'
import { app, useApp, useDownloads } from '../../stores/stores.ts'
import { classes } from '../../ui/classes.ts'
import { ProgressRing } from '../../ui/progress.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './downloads-button.module.css'
import item from './sidebar-item.module.css'

export function DownloadsButton() {
  const current = useApp((state) => state.screen.kind === 'downloads')
  const words = useDownloads(wordsOf)
  const running = useDownloads((state) => (state.progress?.running.length ?? 0) > 0)
  const held = useDownloads(
    (state) => (state.progress?.hold.kind ?? 'none') !== 'none' && (state.progress?.queued ?? 0) > 0,
  )
  const value = useDownloads((state) => {
    const share = overallProgress(state)
    return share === null ? null : Math.round(share * 100) / 100
  })
  const Icon = held ? CirclePause : ArrowDownToLine
  return (
    <button
      type="button"
      className={classes(item['item'], styles['button'])}
      aria-current={current ? 'page' : undefined}
      onClick={() => app.go({ kind: 'downloads' })}
    >
      <span className={item['mark']} aria-hidden="true">
        {running ? <ProgressRing value={value} label="Downloads" /> : <Icon size={16} strokeWidth={1.75} />}
      </span>
      <span className={item['label']}>Downloads</span>
      {value === null || !running ? null : <VisuallyHidden>{Math.round(value * 100)} %</VisuallyHidden>}
      {words === null ? null : <span className={item['count']}>{words}</span>}
    </button>
  )
}

function wordsOf({ progress, list }: DownloadsState): string | null {
  if (progress !== null && progress.hold.kind !== 'none' && progress.queued > 0) return 'on hold'
  if (progress !== null && progress.running.length > 0) return formatRate(progress.bytesPerS)
  const failed = list?.counts.failed ?? 0
  if (failed > 0) return `${formatCount(failed)} failed`
  return progress !== null && progress.queued > 0 ? `${formatCount(progress.queued)} in line` : null
}
