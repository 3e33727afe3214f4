/**
 * Who speaks, by the session's list of participants: a line's `peer_id` says it surely, its name may be missing. Where there
 * is no such participant the file's own name stands.
 */
import type { Transcript } from '../../../../preload/contract/review.ts'

/** Names by `peer_id`; '' where somebody gave none. */
export type PeerNames = ReadonlyMap<string, string>

/** `isKept`: names that are not to be replaced, because the person has said something of them. */
export function withParticipants(
  transcript: Transcript,
  people: PeerNames,
  isKept: (name: string) => boolean,
): Transcript {
  if (people.size === 0) return transcript
  const lines = transcript.lines.map((line) => {
    const name = line.peerId === null ? undefined : people.get(line.peerId)
    if (name === undefined || name.trim() === '' || name === line.speaker) return line
    return line.speaker !== null && isKept(line.speaker) ? line : { ...line, speaker: name }
  })
  return { ...transcript, lines }
}
