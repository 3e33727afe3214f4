/** The frame of a step: a heading, one sentence, what is asked, and the buttons, the next one last. */
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './step.module.css'

type Props = {
  readonly title: string
  readonly lead: ReactNode
  readonly children?: ReactNode
  /** At the start of the buttons' line: the other way. */
  readonly aside?: ReactNode
  readonly actions: ReactNode
}

export function Step({ title, lead, children, aside, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // The button that led here is gone: a screen reader hears where one is, and Tab goes on from there.
    if (document.activeElement === document.body) heading.current?.focus()
  }, [])
  return (
    <section className={styles['step']}>
      <h1 ref={heading} tabIndex={-1} className={styles['title']}>
        {title}
      </h1>
      <p className={styles['lead']}>{lead}</p>
      {children}
      <footer className={styles['footer']}>
        <div>{aside}</div>
        <div className={styles['actions']}>{actions}</div>
      </footer>
    </section>
  )
}
