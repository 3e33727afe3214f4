/**
 * Renaming speakers. What was said of a name is never taken out again, it is set to null: when two copies of a library are
 * put together, what was undone in one doesn't come back from the other.
 */
import type { Transcript } from '../../../../preload/contract/review.ts'
import { nameIn, shownSpeaker } from '../../../../preload/contract/speaker-terms.ts'
import type { NamedSpeakers, RenameSpeakers, SpeakerNames } from '../../../../preload/contract/speakers.ts'

type Names = Pick<NamedSpeakers, 'own' | 'room'>

export const noNames: Names = { own: {}, room: {} }

/** What is to be written; null: nothing is said of that name any more. */
export type NameChanges = Readonly<Record<string, string | null>>

/** What is said of the room holds in this recording too, whatever it had of its own. */
export function renaming(
  { own, room }: Names,
  { scope, speakers, name }: Omit<RenameSpeakers, 'recordingId'>,
): { readonly own: NameChanges; readonly room: NameChanges } {
  const wanted = (speaker: string): string => name ?? speaker
  if (scope === 'recording') {
    return { own: changes(own, speakers, wanted, (speaker) => nameIn(room, speaker) ?? speaker), room: {} }
  }
  return {
    own: changes(own, speakers, String, String),
    room: changes(room, speakers, wanted, String),
  }
}

/** `otherwise`: what is shown where these names say nothing. Then nothing needs to be said. */
function changes(
  names: SpeakerNames,
  speakers: readonly string[],
  wanted: (speaker: string) => string,
  otherwise: (speaker: string) => string,
): NameChanges {
  const said = speakers.flatMap((speaker): [string, string | null][] => {
    if (wanted(speaker) !== otherwise(speaker)) return [[speaker, wanted(speaker)]]
    return nameIn(names, speaker) === undefined ? [] : [[speaker, null]]
  })
  return Object.fromEntries(said)
}

export function renamedTranscript(transcript: Transcript, names: Names): Transcript {
  const lines = transcript.lines.map((line) =>
    line.speaker === null ? line : { ...line, speaker: shownSpeaker(names, line.speaker) },
  )
  return { ...transcript, lines }
}
