/** Names what an icon does, with its key. Wraps one focusable element; never holds what can't be had elsewhere. */
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import styles from './tooltip.module.css'

export type Side = 'top' | 'right' | 'bottom' | 'left'

type Props = {
  readonly label: ReactNode
  /** e.g. "mod+f"; see Kbd. */
  readonly shortcut?: string | undefined
  readonly side?: Side | undefined
  readonly children: ReactElement
}

export function Tooltip({ label, shortcut, side = 'bottom', children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className={styles['positioner']}>
          <Base.Popup className={styles['popup']}>
            {label}
            {shortcut === undefined ? null : <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Once, around the window: the second tooltip of a row shows at once. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider delay={500} closeDelay={0}>
      {children}
    </Base.Provider>
  )
}
