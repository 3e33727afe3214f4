/** Moments of a recording as people and files write them: `01:02:03.500`. */

/** Always with hours, to the millisecond after `mark`; null: whole seconds, rounded down as players do. */
export function clockText(ms: number, mark: ',' | '.' | null): string {
  const whole = Math.round(ms)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const time = `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1000) % 60)}`
  return mark === null ? time : `${time}${mark}${String(whole % 1000).padStart(3, '0')}`
}

/** Milliseconds of `1:02:03.5`, `2:03,5` or `123.5`; null: it is no such time. Frames (`01:02:03:12`) need a rate. */
export function clockMs(text: string): number | null {
  const [whole = '', hours, minutes, seconds, fraction] =
    /^(?:(\d{1,4}):)??(?:(\d{1,5}):)?(\d{1,7})(?:[.,](\d{1,9}))?$/.exec(text) ?? []
  if (whole === '') return null
  const ms = Math.round(Number(`0.${fraction ?? '0'}`) * 1000)
  return Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + Number(seconds) * 1000 + ms
}
