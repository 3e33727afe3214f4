/** A line that opens to more. */
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { classes } from './classes.ts'
import styles from './disclosure.module.css'

type Props = {
  readonly title: ReactNode
  readonly end?: ReactNode
  readonly children: ReactNode
  readonly className?: string | undefined
}

export function Disclosure({ title, end, children, className }: Props) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className={className}>
      <button
        type="button"
        className={styles['button']}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className={classes(styles['icon'], open && styles['open'])}
        />
        <span className={styles['title']}>{title}</span>
        {end === undefined ? null : <span className={styles['end']}>{end}</span>}
      </button>
      {open ? (
        <div id={id} className={styles['content']}>
          {children}
        </div>
      ) : null}
    </div>
  )
}
