/** The keys of every screen but the review room, which has a sheet of its own. */
import { app, useApp } from '../../stores/stores.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './help-sheet.module.css'

type Keys = readonly (readonly [keys: readonly string[], what: string])[]

const groups: readonly (readonly [title: string, keys: Keys])[] = [
  [
    'Everywhere',
    [
      [['mod+f', '/'], 'Search'],
      [['mod+1'], 'Library'],
      [['mod+2'], 'Downloads'],
      [['mod+,'], 'Settings'],
      [['?'], 'This sheet'],
    ],
  ],
  [
    'In the list',
    [
      [['up', 'down'], 'Move'],
      [['shift+up', 'shift+down'], 'Extend the selection'],
      [['mod+a'], 'Select all'],
      [['right', 'left'], 'Open and close a session'],
      [['enter'], 'Review'],
      [['d'], 'Download'],
      [['s'], 'Star'],
      [['r'], 'Mark as reviewed'],
      [['i'], 'Show or hide details'],
    ],
  ],
]

export function HelpSheet() {
  const open = useApp((state) => state.helpOpen)
  return (
    <Dialog open={open} onClose={() => app.showHelp(false)} title="Keyboard" size="large">
      <div className={styles['groups']}>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3 className={styles['title']}>{title}</h3>
            <dl className={styles['keys']}>
              {keys.map(([chords, what]) => (
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
