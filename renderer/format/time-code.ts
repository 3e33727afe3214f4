/** Positions and lengths inside a recording: `1:02:07`, under an hour `2:07`. Digits and colons everywhere alike. */

const two = (value: number) => String(value).padStart(2, '0')

/** A position, from milliseconds; whole seconds, rounded down as players do. */
export function formatTimeCode(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = total % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** A length, from seconds. */
export const formatLength = (seconds: number): string => formatTimeCode(Math.round(seconds) * 1000)

/** A length for a screen reader: "1 hour 2 minutes". */
export function spokenLength(seconds: number): string {
  const total = Math.round(seconds)
  const parts = [
    [Math.floor(total / 3600), 'hour'],
    [Math.floor(total / 60) % 60, 'minute'],
    [total % 60, 'second'],
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return words.length === 0 ? '0 seconds' : words.slice(0, 2).join(' ')
}

/** Time left of something that runs: "about 4 min". Coarse on purpose, so that it doesn't flicker. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 45) return 'less than a minute'
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `about ${minutes} min`
  const hours = Math.floor(minutes / 60)
  const rest = Math.round((minutes % 60) / 5) * 5
  if (hours >= 24) return `about ${Math.round(hours / 24)} d`
  return rest === 0 || hours >= 6
    ? `about ${hours} h`
    : rest === 60
      ? `about ${hours + 1} h`
      : `about ${hours} h ${rest} min`
}
