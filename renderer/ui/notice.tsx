/** A sentence that stands where the thing is: what happened, what it means, and at most one thing to do. */
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import styles from './notice.module.css'

export type NoticeTone = 'info' | 'amber' | 'tally' | 'green'
const icons = { info: Info, amber: TriangleAlert, tally: CircleAlert, green: CircleCheck } as const

type Props = {
  readonly tone?: NoticeTone
  readonly children: ReactNode
  readonly action?: ReactNode
  readonly onDismiss?: () => void
  /** `strip` runs the full width under a header; `block` stands inside a page. */
  readonly shape?: 'strip' | 'block'
  readonly className?: string | undefined
  /** What it stands in tells screen readers of it. */
  readonly isTold?: boolean
}

export function Notice({
  tone = 'info',
  children,
  action,
  onDismiss,
  shape = 'block',
  className,
  isTold = false,
}: Props) {
  const Icon = icons[tone]
  return (
    <div
      role={tone === 'tally' ? 'alert' : isTold ? undefined : 'status'}
      className={classes(styles['notice'], styles[tone], styles[shape], className)}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" className={styles['icon']} />
      <div className={styles['words']}>{children}</div>
      {action === undefined ? null : <div className={styles['action']}>{action}</div>}
      {onDismiss === undefined ? null : <IconButton size="small" label="Dismiss" icon={X} onClick={onDismiss} />}
    </div>
  )
}
