/** A speaker's hue, for everything that shows who it was. */
import type { CSSProperties } from 'react'
import type { Speakers } from './speakers.ts'

/** Sets `--speaker`; someone unknown is as quiet as a label. */
export function speakerStyle(speakers: Speakers, name: string | null): CSSProperties {
  const hue = name === null ? undefined : speakers.hues.get(name)
  return { '--speaker': hue === undefined ? 'var(--text-3)' : `var(--speaker-${hue})` }
}
