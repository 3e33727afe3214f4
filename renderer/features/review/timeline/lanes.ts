/** Who speaks when, as bars: one lane a speaker, sentences that follow closely drawn as one. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { shareOf, type TimeScale } from './time-scale.ts'

export type Bar = { readonly startMs: number; readonly endMs: number }
/** `speaker` null: everyone who has no lane of their own. */
export type Lane = { readonly speaker: string | null; readonly bars: readonly Bar[]; readonly spokenMs: number }

/** Bars nearer than this would touch on any screen. */
const joinMs = 600

/** The lanes of those who speak most, in order of their first word; with more than `most` the last is for the rest. */
export function lanesOf(lines: readonly TranscriptLine[], most: number): Lane[] {
  const bySpeaker = new Map<string, Bar[]>()
  for (const { speaker, startMs, ...line } of lines) {
    if (speaker === null || startMs === null) continue
    const endMs = line.endMs ?? startMs
    const bars = bySpeaker.get(speaker)
    if (bars === undefined) bySpeaker.set(speaker, [{ startMs, endMs }])
    else bars.push({ startMs, endMs })
  }
  const lanes = [...bySpeaker].map(([speaker, bars]): Lane => laneOf(speaker, bars))
  if (lanes.length <= most) return lanes
  const shortest = [...lanes].sort((a, b) => b.spokenMs - a.spokenMs).slice(most - 1)
  const rest = laneOf(
    null,
    shortest.flatMap(({ bars }) => bars),
  )
  return [...lanes.filter((lane) => !shortest.includes(lane)), rest]
}

function laneOf(speaker: string | null, bars: readonly Bar[]): Lane {
  const joined: Bar[] = []
  for (const bar of [...bars].sort((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1)
    if (last !== undefined && bar.startMs - last.endMs < joinMs)
      joined[joined.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, bar.endMs) }
    else joined.push(bar)
  }
  return { speaker, bars: joined, spokenMs: joined.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) }
}

/** An SVG path in a box of `width` × `height`, of what is in sight; nothing gets too thin to be seen. */
export function barsPath(bars: readonly Bar[], scale: TimeScale, width: number, height: number): string {
  if (scale.spanMs <= 0) return ''
  const thinnest = width / 600
  const endMs = Math.min(scale.durationMs, scale.startMs + scale.spanMs)
  return bars
    .filter((bar) => bar.endMs >= scale.startMs && bar.startMs < endMs)
    .map((bar) => {
      const x = shareOf(scale, Math.max(scale.startMs, bar.startMs)) * width
      const end = shareOf(scale, Math.min(endMs, bar.endMs)) * width
      return `M${x.toFixed(2)} 0h${Math.max(thinnest, end - x).toFixed(2)}v${height}H${x.toFixed(2)}z`
    })
    .join('')
}
