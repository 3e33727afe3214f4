/** A key or a chord as the platform writes it: "mod+shift+d" is ⇧⌘D on a Mac, Ctrl+Shift+D elsewhere. */
import { Fragment } from 'react'
import { classes } from './classes.ts'
import styles from './kbd.module.css'

const mac = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent)

const macNames: Readonly<Record<string, string>> = {
  mod: '⌘',
  ctrl: '⌃',
  alt: '⌥',
  shift: '⇧',
  enter: '↩',
  backspace: '⌫',
  delete: '⌦',
}
const otherNames: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  backspace: 'Backspace',
  delete: 'Del',
}
const names: Readonly<Record<string, string>> = {
  ...(mac ? macNames : otherNames),
  escape: 'Esc',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  home: 'Home',
  end: 'End',
}

/** The caps of a chord, in order. */
function keyCaps(keys: string): readonly string[] {
  // The key may be the plus itself.
  return keys.split(/\+(?!$)/).map((key) => names[key] ?? key.toUpperCase())
}

/** In a sentence: ⌘Z, Ctrl+Z. */
export const chordWords = (keys: string): string => keyCaps(keys).join(mac ? '' : '+')

export function Kbd({ keys, className }: { readonly keys: string; readonly className?: string | undefined }) {
  return (
    <span className={classes(styles['keys'], className)}>
      {keyCaps(keys).map((cap, index) => (
        <Fragment key={cap}>
          {index > 0 && !mac ? <span className={styles['plus']}>+</span> : null}
          <kbd className={styles['key']}>{cap}</kbd>
        </Fragment>
      ))}
    </span>
  )
}
