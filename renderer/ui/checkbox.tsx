/** A tick with its words; `indeterminate` when it stands for several that differ. */
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import styles from './checkbox.module.css'
import shared from './choice-words.module.css'
import { classes } from './classes.ts'

type Props = {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** At the far end of the line: a count, a size. */
  readonly end?: ReactNode
  readonly checked: boolean
  readonly indeterminate?: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
  readonly className?: string | undefined
}

export function Checkbox({
  label,
  hint,
  end,
  checked,
  indeterminate = false,
  disabled = false,
  onChange,
  className,
}: Props) {
  const id = useId()
  return (
    <div className={classes(styles['row'], className)} data-disabled={disabled ? '' : undefined}>
      <Base.Root
        id={id}
        checked={checked}
        indeterminate={indeterminate}
        disabled={disabled}
        onCheckedChange={onChange}
        className={styles['box']}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      >
        <Base.Indicator className={styles['tick']}>
          {indeterminate ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
        </Base.Indicator>
      </Base.Root>
      <label htmlFor={id} className={shared['words']}>
        <span>{label}</span>
        {hint === undefined ? null : (
          <span id={`${id}-hint`} className={shared['hint']}>
            {hint}
          </span>
        )}
      </label>
      {end === undefined ? null : <span className={styles['end']}>{end}</span>}
    </div>
  )
}
