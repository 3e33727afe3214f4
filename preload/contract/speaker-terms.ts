/** Which name is shown for somebody who speaks, for all sides alike. Free of zod. */

export const longestSpeakerName = 120

/** From the name in the transcript to the one that is shown. */
type SpeakerNames = Readonly<Record<string, string>>

/** A recording's own name for somebody stands above the room's. */
export function shownSpeaker(
  { own, room }: { readonly own: SpeakerNames; readonly room: SpeakerNames },
  speaker: string,
): string {
  return nameIn(own, speaker) ?? nameIn(room, speaker) ?? speaker
}

/** A person may be called "constructor". */
export const nameIn = (names: SpeakerNames, speaker: string): string | undefined =>
  Object.hasOwn(names, speaker) ? names[speaker] : undefined
