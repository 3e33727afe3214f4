/**
 * What the person calls those who speak. A transcript's own name stays what it is; this says what is shown for it, in one
 * recording or in all of its room. Two names that are shown as the same one are one speaker.
 */
import { z } from 'zod'
import { recordingId, roomId } from './recording.ts'
import { longestSpeakerName } from './speaker-terms.ts'

/** From the name in the transcript to the one that is shown. */
export const speakerNames = z.record(z.string(), z.string())
export type SpeakerNames = Readonly<Record<string, string>>

export const namedSpeakers = z.object({
  /** Whose transcript it is: of a session's recordings not always the one that is open. */
  recordingId,
  /** null: it belongs to no room, so that there are only its own names. */
  roomId: roomId.nullable(),
  own: speakerNames,
  room: speakerNames,
})
export type NamedSpeakers = z.infer<typeof namedSpeakers>

export const renameSpeakers = z.object({
  recordingId,
  scope: z.enum(['recording', 'room']),
  /** As the transcript has them. */
  speakers: z.array(z.string().min(1).max(300)).min(1).max(500),
  /** null: as in the transcript. */
  name: z.string().trim().min(1).max(longestSpeakerName).nullable(),
})
export type RenameSpeakers = z.infer<typeof renameSpeakers>
