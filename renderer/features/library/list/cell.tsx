/** A cell of the list's grid. The list itself has the focus and points at its line, so cells take none. */
import type { ComponentProps } from 'react'

export function Cell(props: Omit<ComponentProps<'div'>, 'role'>) {
  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: lines are placed freely, no table can; the focus is the grid's.
  return <div {...props} role="gridcell" />
}
