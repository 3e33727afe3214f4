/** Who speaks, in order of their first word, and which of the eight hues each has. More than eight share. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'

const hueCount = 8

export type Speakers = {
  readonly names: readonly string[]
  /** 1 to 8. */
  readonly hues: ReadonlyMap<string, number>
}

export function speakersOf(lines: readonly TranscriptLine[], others: readonly string[] = []): Speakers {
  const spoken = lines.map(({ speaker }) => speaker).filter((name) => name !== null)
  const names = [...new Set(spoken)]
  // Those who never spoke have hues too: chat and the list of people show them.
  const everyone = [...new Set([...names, ...others])]
  return { names, hues: new Map(everyone.map((name, index) => [name, (index % hueCount) + 1])) }
}
