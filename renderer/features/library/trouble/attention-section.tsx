/** A part of "Needs attention": how many, what can be done about all of them, and each. */
import type { ReactNode } from 'react'
import styles from './attention-section.module.css'

type Props = {
  readonly label: string
  readonly heading: string
  /** A button; null: there is nothing to do about all of them at once. */
  readonly action: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function AttentionSection({ label, heading, action, className, children }: Props) {
  return (
    <section aria-label={label} className={className}>
      <header className={styles['header']}>
        <h2 className={styles['heading']}>{heading}</h2>
        {action}
      </header>
      {children}
    </section>
  )
}
