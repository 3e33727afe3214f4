/** The summary as 100ms wrote it, section by section. */
import type { SummarySection } from '../../../../preload/contract/review.ts'
import styles from './summary-panel.module.css'

export function SummaryPanel({ summary }: { readonly summary: readonly SummarySection[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the keyboard.
    <article className={styles['summary']} data-selectable tabIndex={0}>
      {summary.map(({ title, bullets, paragraph }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two sections may be called alike, and what they say may be said twice.
        <section key={place} className={styles['section']} dir="auto">
          {title === '' ? null : <h2 className={styles['title']}>{title}</h2>}
          {paragraph === ''
            ? null
            : paragraph.split('\n').map((part, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name.
                <p key={index}>{part}</p>
              ))}
          {bullets.length === 0 ? null : (
            <ul className={styles['bullets']}>
              {bullets.map((bullet, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <li key={index}>{bullet}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <p className={styles['note']}>Written by 100ms from the transcript.</p>
    </article>
  )
}
