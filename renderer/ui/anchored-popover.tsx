/** A small panel that hangs on an element which isn't a button of its own: a name in a text, a bar in a drawing. */
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './popup.module.css'

type Props = {
  /** null: closed. */
  readonly anchor: Element | null
  readonly onClose: () => void
  /** Names the panel for screen readers. */
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function AnchoredPopover({ anchor, onClose, label, className, children }: Props) {
  return (
    <Base.Root
      open={anchor !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
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
