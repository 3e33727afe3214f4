/** Two to four short choices side by side; one is always on. */
import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import type { LucideIcon } from 'lucide-react'
import { classes } from './classes.ts'
import styles from './segmented.module.css'

type Props<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: LucideIcon }[]
  readonly onChange: (value: T) => void
  readonly className?: string | undefined
}

export function Segmented<T extends string>({ label, value, options, onChange, className }: Props<T>) {
  return (
    <ToggleGroup
      aria-label={label}
      className={classes(styles['group'], className)}
      value={[value]}
      onValueChange={(next: T[]) => {
        // A click on the one that is on would leave none.
        const chosen = next[0]
        if (chosen !== undefined) onChange(chosen)
      }}
    >
      {options.map(({ value: option, label: words, icon: Icon }) => (
        <Toggle key={option} value={option} className={styles['option']}>
          {Icon === undefined ? null : <Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
          {words}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
