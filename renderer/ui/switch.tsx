/** On or off, at once. In a form that is sent use Checkbox. */
import { Switch as Base } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'
import shared from './choice-words.module.css'
import { classes } from './classes.ts'
import styles from './switch.module.css'

type Props = {
  readonly label: string
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
  readonly className?: string | undefined
}

export function Switch({ label, hint, checked, disabled = false, onChange, className }: Props) {
  const id = useId()
  return (
    <div className={classes(styles['row'], className)}>
      <label htmlFor={id} className={shared['words']}>
        <span>{label}</span>
        {hint === undefined ? null : <span className={shared['hint']}>{hint}</span>}
      </label>
      <Base.Root id={id} checked={checked} disabled={disabled} onCheckedChange={onChange} className={styles['track']}>
        <Base.Thumb className={styles['thumb']} />
      </Base.Root>
    </div>
  )
}
