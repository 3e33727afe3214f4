/** One line of the sidebar. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { formatCount } from '../../format/count.ts'
import { classes } from '../../ui/classes.ts'
import styles from './sidebar-item.module.css'

type Props = Omit<ComponentProps<'li'>, 'onClick' | 'tabIndex'> & {
  readonly 'data-room'?: number
  readonly icon?: LucideIcon
  readonly mark?: ReactNode
  readonly label: string
  /** Said faintly after the label: what tells two of a name apart. */
  readonly aside?: string | null
  readonly hint?: string | null
  /** null: not known yet. */
  readonly count: number | null
  readonly current: boolean
  readonly tone?: 'amber' | 'tally' | null
  readonly onClick: () => void
  /** Of the button: a long list is one stop of the keyboard. */
  readonly tabIndex?: number
}

export function SidebarItem(props: Props) {
  const { icon: Icon, mark, label, aside = null, hint, count, current, tone, onClick, tabIndex, ...rest } = props
  return (
    <li {...rest}>
      <button
        type="button"
        className={styles['item']}
        aria-current={current ? 'page' : undefined}
        tabIndex={tabIndex}
        title={hint ?? undefined}
        onClick={onClick}
      >
        <span className={styles['mark']}>
          {Icon === undefined ? mark : <Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
        </span>
        <span className={styles['label']}>
          {label}
          {aside === null ? null : <span className={styles['aside']}> {aside}</span>}
        </span>
        {count === null || count === 0 ? null : (
          <span className={classes(styles['count'], tone ? styles[tone] : null)}>{formatCount(count)}</span>
        )}
      </button>
    </li>
  )
}
