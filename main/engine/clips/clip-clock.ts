/** A moment as a file name can have it: `1h02m07s`, `2m07s`. */
export function clipClock(seconds: number): string {
  const total = Math.floor(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60]
  return `${hours > 0 ? `${hours}h${two(minutes)}` : minutes}m${two(total % 60)}s`
}
