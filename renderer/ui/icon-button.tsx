/** An icon alone: named for screen readers, and by a tooltip with its key for everyone else. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import styles from './icon-button.module.css'
import { type Side, Tooltip } from './tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  readonly label: string
  readonly icon: LucideIcon
  readonly shortcut?: string | undefined
  readonly size?: 'small' | 'medium' | 'large'
  /** 20-pixel icon in the large size, else 16. */
  readonly pressed?: boolean | undefined
  /** Draws the icon filled: a star that is set. */
  readonly filled?: boolean | undefined
  readonly tooltipSide?: Side | undefined
}

export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, shortcut, size = 'medium', pressed, filled, tooltipSide, className, ...rest } = props
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        className={classes(styles['button'], styles[size], className)}
      >
        <Icon
          size={size === 'large' ? 20 : 16}
          strokeWidth={1.75}
          fill={filled === true ? 'currentColor' : 'none'}
          aria-hidden="true"
        />
      </button>
    </Tooltip>
  )
}
