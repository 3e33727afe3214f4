/** Which key was pressed, as chords are written: by what it types, and by where it lies where that is no Latin letter. */

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>

const names: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Where other scripts have letters, too: what is there, and with shift, on the keyboard that the chords are named by. */
const signs: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Comma: [',', '<'],
  Period: ['.', '>'],
}

export function pressedKey({ key, code, shiftKey }: KeyPress): string {
  return (isForeign(key) ? latinOf(code, shiftKey) : names[key]) ?? key.toLowerCase()
}

/** Some keyboards have such a sign only behind Option, or AltGr, which says that it is Ctrl and Alt. */
export const isSign = (key: string): boolean => key.length === 1 && !/[\p{Letter}\s]/u.test(key)

// Thai and Hindi have vowels, which are marks, on keys of their own. "Dead" and "Enter" are Latin.
const isForeign = (key: string): boolean => /[\p{Letter}\p{Mark}]/u.test(key) && !/\p{Script=Latin}/u.test(key)

function latinOf(code: string, shifted: boolean): string | undefined {
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? signs[code]?.[shifted ? 1 : 0]
}
