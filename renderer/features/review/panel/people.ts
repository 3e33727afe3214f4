/** Who was there or is heard, a person each: those whom the person has made one stand as one, with all their comings and goings. */
import type { Participant } from '../../../../preload/contract/recording.ts'
import { isRecorder } from '../../../../preload/contract/recording-terms.ts'
import { shownSpeaker } from '../../../../preload/contract/speaker-terms.ts'
import type { NamedSpeakers } from '../../../../preload/contract/speakers.ts'
import { lanesOf } from '../timeline/lanes.ts'
import type { Texts } from '../use-texts.ts'

export type Person = {
  readonly key: string
  /** '' of somebody without a name. */
  readonly name: string
  /** What 100ms calls them, where that is something else. */
  readonly saidAs: readonly string[]
  readonly roles: readonly string[]
  readonly stays: readonly Pick<Participant, 'joinedMs' | 'leftMs'>[]
  /** null: not heard, or the transcript has no times. */
  readonly spokenMs: number | null
  /** Of all that is spoken; 0 to 1. */
  readonly share: number | null
}

type Known = Pick<Texts, 'lines' | 'speakers'>

export function peopleOf(participants: readonly Participant[], names: NamedSpeakers, texts: Known): Person[] {
  const spoken = new Map(lanesOf(texts.lines, Number.POSITIVE_INFINITY).map((lane) => [lane.speaker, lane.spokenMs]))
  const total = [...spoken.values()].reduce((sum, ms) => sum + ms, 0)
  const groups = new Map<string, Participant[]>()
  for (const participant of participants) {
    const { name, peerId } = participant
    const key = name === '' ? `peer ${peerId}` : `name ${shownSpeaker(names, name)}`
    groups.set(key, [...(groups.get(key) ?? []), participant])
  }
  for (const name of texts.speakers.names) if (!groups.has(`name ${name}`)) groups.set(`name ${name}`, [])
  return [...groups].map(([key, group]): Person => {
    const name = key.startsWith('name ') ? key.slice(5) : ''
    const spokenMs = spoken.get(name) ?? null
    return {
      ...{ key, name, spokenMs },
      saidAs: unique(group.map((each) => each.name)).filter((said) => said !== name),
      roles: unique(group.flatMap(({ role }) => (isRecorder(role) ? '100ms’s recorder' : (role ?? [])))),
      stays: group,
      share: spokenMs === null || total === 0 ? null : spokenMs / total,
    }
  })
}

const unique = (words: readonly string[]): string[] => [...new Set(words)]
