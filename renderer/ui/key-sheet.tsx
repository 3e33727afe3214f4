/** The keys of a screen on one sheet: groups of lines, each with the chords that do it. */
import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import styles from './key-sheet.module.css'

export type KeySheetGroup = {
  readonly title: string
  /** `chords` as Kbd takes them. */
  readonly lines: readonly { readonly what: string; readonly chords: readonly string[] }[]
}

type Props = {
  readonly title: string
  readonly groups: readonly KeySheetGroup[]
  readonly open: boolean
  readonly onClose: () => void
}

export function KeySheet({ title, groups, open, onClose }: Props) {
  return (
    <Dialog open={open} onClose={onClose} title={title} size="large">
      <div className={styles['groups']}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={styles['title']}>{group.title}</h3>
            <dl>
              {group.lines.map(({ what, chords }) => (
                <div key={what} className={styles['line']}>
                  <dt>{what}</dt>
                  <dd className={styles['chords']}>
                    {chords.map((chord) => (
                      <Kbd key={chord} keys={chord} className={styles['chord']} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
