/** What stands where there is nothing yet: one sentence that teaches, one thing to do. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './empty-state.module.css'

type Props = {
  readonly icon: LucideIcon
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly className?: string | undefined
}

export function EmptyState({ icon: Icon, title, children, action, className }: Props) {
  return (
    <div className={classes(styles['empty'], className)}>
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" className={styles['icon']} />
      <h2 className={styles['title']}>{title}</h2>
      {children === undefined ? null : <p className={styles['words']}>{children}</p>}
      {action === undefined ? null : <div className={styles['action']}>{action}</div>}
    </div>
  )
}
