/** Something is going on, said in words: never a spinner alone. */
import { classes } from './classes.ts'
import { ProgressRing } from './progress.tsx'
import styles from './working.module.css'

export function Working({
  children,
  className,
}: {
  readonly children: string
  readonly className?: string | undefined
}) {
  return (
    <div role="status" className={classes(styles['working'], className)}>
      <span aria-hidden="true">
        <ProgressRing value={null} label={children} />
      </span>
      <span>{children}</span>
    </div>
  )
}
