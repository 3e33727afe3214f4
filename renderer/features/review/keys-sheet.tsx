/** Every key of the review room, on one sheet. */
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { keyGroups } from './keys.ts'
import styles from './keys-sheet.module.css'

type Props = { readonly open: boolean; readonly onClose: () => void }

export function KeysSheet({ open, onClose }: Props) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard in the review room" size="large">
      <div className={styles['groups']}>
        {keyGroups.map(({ title, lines }) => (
          <section key={title}>
            <h3 className={styles['title']}>{title}</h3>
            <dl>
              {lines.map(({ what, keys }) => (
                <div key={what} className={styles['line']}>
                  <dt>{what}</dt>
                  <dd className={styles['chords']}>
                    {keys.flatMap(([, ...chords]) =>
                      chords.map((chord) => <Kbd key={chord} keys={chord} className={styles['chord']} />),
                    )}
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
