/** A word with a meaning: its colour is never alone. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classes } from './classes.ts'

export type Tone = 'neutral' | 'accent' | 'tally' | 'amber' | 'green'

type Props = {
  readonly tone?: Tone
  readonly icon?: LucideIcon
  readonly children: ReactNode
  /** All of its words, where there may be no room for them. */
  readonly title?: string
  readonly className?: string | undefined
}

export function Badge({ tone = 'neutral', icon: Icon, children, title, className }: Props) {
  return (
    <span title={title} className={classes(styles['badge'], styles[tone], className)}>
      {Icon === undefined ? null : <Icon size={12} strokeWidth={2} aria-hidden="true" />}
      {children}
    </span>
  )
}
