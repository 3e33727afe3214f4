/** What all sides know of markers besides their shapes. Free of zod. */

/** Named, so that every editing program has one like it. */
export const markerColours = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta'] as const
export const usualMarkerColour = 'blue'

export const longestMarkerText = 2000

/** As editors name them; 29.97 and 59.94 are counted with drop-frame time codes. */
export const frameRateNames = ['23.976', '24', '25', '29.97', '30', '50', '59.94', '60'] as const
