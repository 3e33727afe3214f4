/** Text for a terminal: nothing in it drives the terminal, and it fits. */

export type Stream = {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
}

/** Names come from other people: no escape sequence of theirs reaches the terminal. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
    character === '\t' || character === '\n' ? character : '',
  )
}

const zeroWide = /^[\p{M}\p{Cf}]$/u
/** East Asian wide and fullwidth (UAX #11, roughly), and what is drawn as an emoji. */
const twoWide =
  /^(?:[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation})$/u

/** Cut to a number of terminal cells. */
export function cutToCells(text: string, cells: number): string {
  let used = 0
  let cut = ''
  for (const character of text) {
    used += zeroWide.test(character) ? 0 : twoWide.test(character) ? 2 : 1
    if (used > cells) return cut
    cut += character
  }
  return cut
}
