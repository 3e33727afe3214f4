/** One line of text with its label, a hint under it, and what is wrong in place of the hint. */
import type { LucideIcon } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import styles from './text-field.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

type Props = Omit<ComponentProps<'input'>, 'id' | 'size' | 'onChange'> & {
  readonly label: string
  readonly hideLabel?: boolean
  readonly hint?: ReactNode
  readonly error?: string | null
  readonly icon?: LucideIcon
  /** Inside the field at its end: a button, a key, a unit. */
  readonly end?: ReactNode
  readonly onChange?: (value: string) => void
}

export function TextField(props: Props) {
  const { label, hideLabel = false, hint, error, icon: Icon, end, onChange, className, ...rest } = props
  const id = useId()
  const note = error ?? hint
  return (
    <div className={classes(styles['field'], className)}>
      {hideLabel ? (
        <VisuallyHidden>
          <label htmlFor={id}>{label}</label>
        </VisuallyHidden>
      ) : (
        <label htmlFor={id} className={styles['label']}>
          {label}
        </label>
      )}
      <div className={styles['box']} data-invalid={error ? '' : undefined}>
        {Icon === undefined ? null : (
          <Icon size={16} strokeWidth={1.75} aria-hidden="true" className={styles['icon']} />
        )}
        <input
          spellCheck={false}
          autoComplete="off"
          {...rest}
          id={id}
          className={styles['input']}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          onChange={(event) => onChange?.(event.currentTarget.value)}
        />
        {end}
      </div>
      {note ? (
        <p id={`${id}-note`} className={classes(styles['note'], error ? styles['error'] : null)}>
          {note}
        </p>
      ) : null}
    </div>
  )
}
