/**
 * Panels that share a place. Panels are mounted when shown. Where there is no room for all the words, the tabs that aren't
 * chosen are icons.
 */
import { Tabs as Base } from '@base-ui/react/tabs'
import type { LucideIcon } from 'lucide-react'
import { type ReactElement, type ReactNode, useRef } from 'react'
import { classes } from './classes.ts'
import styles from './tabs.module.css'
import { Tooltip } from './tooltip.tsx'
import { useWidth } from './use-width.ts'

type TabProps<T extends string> = {
  readonly value: T
  readonly label: string
  readonly icon: LucideIcon
  readonly badge?: string | undefined
}

type Props<T extends string> = {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly tabs: readonly (TabProps<T> & { readonly content: ReactNode })[]
  /** At the far end of the tabs' line. */
  readonly end?: ReactNode
  /** CSS pixels that all the words and the end need in one line. */
  readonly wordsFrom: number
  readonly className?: string | undefined
}

export function Tabs<T extends string>({ label, value, onChange, tabs, end, wordsFrom, className }: Props<T>) {
  const root = useRef<HTMLDivElement>(null)
  const isNarrow = useWidth(root, wordsFrom) < wordsFrom
  return (
    <Base.Root
      ref={root}
      value={value}
      onValueChange={(next: T) => onChange(next)}
      className={classes(styles['tabs'], className)}
    >
      <div className={styles['bar']}>
        <Base.List aria-label={label} className={styles['list']} activateOnFocus>
          {tabs.map((tab) => (isNarrow && tab.value !== value ? iconTab(tab) : wordTab(tab)))}
        </Base.List>
        {end}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={styles['panel']}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

const wordTab = <T extends string>({ value, label, badge }: TabProps<T>): ReactElement => (
  <Base.Tab key={value} value={value} className={styles['tab']}>
    {label}
    {badge === undefined ? null : <span className={styles['badge']}>{badge}</span>}
  </Base.Tab>
)

const iconTab = <T extends string>({ value, label, badge, icon: Icon }: TabProps<T>): ReactElement => {
  const words = badge === undefined ? label : `${label} ${badge}`
  return (
    <Tooltip key={value} label={words}>
      <Base.Tab value={value} aria-label={words} className={styles['tab']}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      </Base.Tab>
    </Tooltip>
  )
}
