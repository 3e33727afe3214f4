/** Markers as Markdown: a list under the recording's title. */

import { usualMarkerColour } from '../../../../preload/contract/marker-terms.ts'
import type { Marker } from '../../../../preload/contract/markers.ts'
import { clockText } from '../clock-text.ts'
import { escapedMarkdown } from '../escaped-text.ts'

export type MarkdownHeading = {
  readonly title: string
  /** As a person reads it, e.g. `2026-11-20 14:03`. */
  readonly date: string
}

export function markersMarkdown(markers: readonly Marker[], { title, date }: MarkdownHeading): string {
  const lines = markers.map(({ startMs, endMs, text, colour }) => {
    const range = endMs === null ? '' : `–${clockText(endMs, null)}`
    // Indented further, or after an empty line, it would be code, or no part of the list any more.
    const said = escapedMarkdown(text.trim()).replace(/\s*\n\s*/g, '  \n  ')
    const tint = colour === usualMarkerColour ? '' : ` *(${colour})*`
    return `- \`${clockText(startMs, null)}${range}\`${said === '' ? '' : ` ${said}`}${tint}\n`
  })
  return `# ${escapedMarkdown(title)}\n\n${escapedMarkdown(date)}\n\n${lines.join('')}`
}
