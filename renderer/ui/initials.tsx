/** Who it is, at a glance: initials in the speaker's hue, which `--speaker` says. The name stands beside it. */
import { initialsOf } from '../format/initials.ts'
import styles from './initials.module.css'

export function Initials({ name }: { readonly name: string }) {
  return (
    <span className={styles['initials']} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}
