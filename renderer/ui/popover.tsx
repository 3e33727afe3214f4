/** A small panel that hangs on its button, or on an element that is none: a name in a text. Leaves the rest usable. */
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './popup.module.css'

type Props = {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** Names the panel for screen readers. */
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
} & ({ readonly trigger: ReactElement } | { readonly anchor: Element })

export function Popover({ open, onOpenChange, label, className, children, ...place }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {'trigger' in place ? <Base.Trigger render={place.trigger} /> : null}
      <Base.Portal>
        <Base.Positioner
          {...('anchor' in place ? { anchor: place.anchor } : {})}
          className={styles['positioner']}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          <Base.Popup aria-label={label} className={classes(styles['popup'], styles['panel'], className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
