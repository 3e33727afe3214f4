/** A marker's colour as a button, and the others in its menu. */

import type { MarkerColour } from '../../../../preload/contract/markers.ts'
import { Menu } from '../../../ui/menu.tsx'
import styles from './colour-menu.module.css'
import { colourNames, colours } from './colours.ts'
import { MarkerDot } from './marker-dot.tsx'

type Props = {
  readonly colour: MarkerColour
  readonly onColour: (colour: MarkerColour) => void
  readonly tabIndex?: number | undefined
}

export function ColourMenu({ colour, onColour, tabIndex }: Props) {
  const trigger = (
    <button
      type="button"
      className={styles['button']}
      aria-label={`Colour: ${colourNames[colour]}`}
      tabIndex={tabIndex}
    >
      <MarkerDot colour={colour} />
    </button>
  )
  return (
    <Menu
      trigger={trigger}
      entries={[
        {
          kind: 'choice',
          value: colour,
          options: colours.map((each) => ({ value: each, label: colourNames[each], end: <MarkerDot colour={each} /> })),
          onChange: (value) => {
            const chosen = colours.find((each) => each === value)
            if (chosen !== undefined) onColour(chosen)
          },
        },
      ]}
    />
  )
}
