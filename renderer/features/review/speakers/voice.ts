/** One speaker as the window shows them: the name, and those that stand for it in the transcript, the chat and the session. */
import { isRecorder } from '../../../../preload/contract/recording-terms.ts'
import type { Review } from '../../../../preload/contract/review.ts'
import { shownSpeaker } from '../../../../preload/contract/speaker-terms.ts'

export type Voice = {
  readonly name: string
  /** As upstream has them; several when they were merged. */
  readonly saidAs: readonly string[]
}

/** Speakers of the transcript first, in order of their first word, then who else is named. */
export function voicesOf({ transcript, chat, details, speakers }: Review): Voice[] {
  const spoken = (transcript?.lines ?? []).flatMap(({ speaker }) => speaker ?? [])
  const present = details.participants.filter(({ role }) => !isRecorder(role)).map(({ name }) => name)
  const wrote = (chat ?? []).map(({ sender }) => sender)
  const voices = new Map<string, string[]>()
  for (const said of new Set([...spoken, ...present, ...wrote])) {
    if (said === '') continue
    const name = shownSpeaker(speakers, said)
    const known = voices.get(name)
    if (known === undefined) voices.set(name, [said])
    else known.push(said)
  }
  return [...voices].map(([name, saidAs]) => ({ name, saidAs }))
}

/**
 * The names that a change for the room is about: also those that other recordings of it have, where they are shown as the
 * same one.
 */
export function saidInRoom(voice: Voice, { speakers }: Review): readonly string[] {
  const elsewhere = Object.entries(speakers.room).flatMap(([said, name]) => (name === voice.name ? [said] : []))
  return [...new Set([...voice.saidAs, ...elsewhere])]
}
