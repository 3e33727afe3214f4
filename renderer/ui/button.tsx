/** A button with words. One `primary` a view: the thing to do next, named by its verb. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { classes } from './classes.ts'

export type ButtonProps = ComponentProps<'button'> & {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly size?: 'small' | 'medium' | 'large'
  readonly icon?: LucideIcon
}

export function Button({ variant = 'plain', size = 'medium', icon: Icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classes(styles['button'], styles[variant], styles[size], className)}>
      {Icon === undefined ? null : <Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
      {children}
    </button>
  )
}
