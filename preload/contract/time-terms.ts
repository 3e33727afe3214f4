/** Time as all sides reckon with it: its spans, and what the clocks of a time zone show. Zones are IANA names. */

export const dayMs = 86_400_000

/** A zone's, made once: making one takes longer than drawing a line of the list. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(timeZone, made)
  return made
}

/** How far the zone's clocks are ahead of UTC's at that moment; negative west of Greenwich. */
export function zoneOffsetMs(epochMs: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(epochMs)
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((each) => each.type === type)?.value)
  // Date.UTC takes the years before 100 for the last century's: a year that is being typed begins as one of them.
  const dateMs = new Date(0).setUTCFullYear(part('year'), part('month') - 1, part('day'))
  const shownMs = dateMs + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000
  return shownMs - Math.floor(epochMs / 1000) * 1000
}

/**
 * When the zone's clocks show what UTC's show at `shownMs`: the first time where they show it twice. Where they skip it, as
 * long after the skip as it lies in it: a day without a midnight begins when its clocks begin to show it.
 */
export function momentMs(shownMs: number, timeZone: string): number {
  // A zone's offset depends on the moment, which is what is looked for. Whatever the zone, this is hours before it.
  const before = shownMs - zoneOffsetMs(shownMs - dayMs, timeZone)
  const offset = zoneOffsetMs(before, timeZone)
  if (before + offset === shownMs) return before
  const after = shownMs - offset
  return after + zoneOffsetMs(after, timeZone) === shownMs ? after : before
}
