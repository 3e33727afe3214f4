/** The markers' colours: their words, and how an element gets one. */
import type { CSSProperties } from 'react'
import { markerColours } from '../../../../preload/contract/marker-terms.ts'
import type { MarkerColour } from '../../../../preload/contract/markers.ts'

export const colourNames: Readonly<Record<MarkerColour, string>> = {
  red: 'Red',
  yellow: 'Yellow',
  green: 'Green',
  cyan: 'Cyan',
  blue: 'Blue',
  magenta: 'Magenta',
}

export const colours = markerColours

/** As `var(--marker)`. */
export const markerStyle = (colour: MarkerColour): CSSProperties => ({ '--marker': `var(--marker-${colour})` })
