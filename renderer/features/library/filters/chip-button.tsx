/** A filter's button: its name, or what is set, lit. */
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import styles from './chip-button.module.css'

type Props = ComponentProps<'button'> & { readonly name: string; readonly set: string | null }

export function ChipButton({ name, set, ...rest }: Props) {
  const lit = set !== null
  return (
    <Button
      {...rest}
      aria-label={lit ? `${name}: ${set}` : name}
      size="small"
      variant="quiet"
      className={classes(styles['chip'], lit && styles['lit'])}
    >
      <span className={styles['words']}>{set ?? name}</span>
      <ChevronDown size={12} strokeWidth={2} aria-hidden="true" />
    </Button>
  )
}
