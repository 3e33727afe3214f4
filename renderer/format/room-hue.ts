/** A room's hue and initial, for its stand-in pictures: the same on every computer. */

export function roomHue(title: string): number {
  // FNV-1a: names that differ in one letter lie far apart.
  let hash = 0x811c9dc5
  for (const letter of title) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  // Eighteen steps: two hues are the same or plainly two.
  return (hash % 18) * 20
}

/** Its first letter or digit, in upper case. */
export function roomInitial(title: string): string {
  const letter = /[\p{Letter}\p{Number}]/u.exec(title)?.[0]
  return (letter ?? '·').toLocaleUpperCase()
}
