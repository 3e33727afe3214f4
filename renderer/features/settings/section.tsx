/** A part of the settings: its heading, one sentence, and lines with something at their end. */
import type { ReactNode } from 'react'
import styles from './section.module.css'

type SectionProps = {
  readonly title: string
  readonly children: ReactNode
  readonly lead?: ReactNode
  readonly action?: ReactNode
}

export function Section({ title, lead, action, children }: SectionProps) {
  return (
    <section className={styles['section']} aria-label={title}>
      <header className={styles['header']}>
        <div>
          <h2 className={styles['title']}>{title}</h2>
          {lead === undefined ? null : <p className={styles['lead']}>{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  )
}

type LineProps = { readonly name: ReactNode; readonly hint?: ReactNode; readonly children?: ReactNode }

export function Line({ name, hint, children }: LineProps) {
  return (
    <div className={styles['line']}>
      <div className={styles['words']}>
        <span className={styles['name']}>{name}</span>
        {hint === undefined ? null : <span className={styles['hint']}>{hint}</span>}
      </div>
      <div className={styles['end']}>{children}</div>
    </div>
  )
}
