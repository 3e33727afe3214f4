/** Panels that share a place. Panels are mounted when shown. */
import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './tabs.module.css'

type Props<T extends string> = {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly tabs: readonly {
    readonly value: T
    readonly label: string
    readonly badge?: ReactNode
    readonly content: ReactNode
  }[]
  /** At the far end of the tabs' line. */
  readonly end?: ReactNode
  readonly className?: string | undefined
}

export function Tabs<T extends string>({ label, value, onChange, tabs, end, className }: Props<T>) {
  return (
    <Base.Root value={value} onValueChange={(next: T) => onChange(next)} className={classes(styles['tabs'], className)}>
      <div className={styles['bar']}>
        <Base.List aria-label={label} className={styles['list']} activateOnFocus>
          {tabs.map((tab) => (
            <Base.Tab key={tab.value} value={tab.value} className={styles['tab']}>
              {tab.label}
              {tab.badge === undefined ? null : <span className={styles['badge']}>{tab.badge}</span>}
            </Base.Tab>
          ))}
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
