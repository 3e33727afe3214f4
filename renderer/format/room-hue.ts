/** A room's hue and initial, for its stand-in pictures: the same on every computer. */

export function roomHue(title: string): number {
  let hash = 0
  for (const letter of title) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 100_003
  // Golden-angle steps, so that similar names lie far apart.
  return Math.round((hash * 137.508) % 360)
}

/** Its first letter or digit, in upper case. */
export function roomInitial(title: string): string {
  const letter = /[\p{Letter}\p{Number}]/u.exec(title)?.[0]
  return (letter ?? '·').toLocaleUpperCase()
}
