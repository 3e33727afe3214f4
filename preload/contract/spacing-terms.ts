/** What stands between two words of a line: in Chinese, Japanese, Thai and their like, nothing. Free of zod. */

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const plain = /^[\0-\x7f]*$/
const fromLastLetter = /\p{L}[^\p{L}\p{N}]*$/u

/** Written without spaces: a word may begin right behind another letter. */
export const isUnspaced = (letters: string): boolean => unspaced.test(letters)

/** '' or ' '. */
export function between(word: string, next: string): string {
  // Most of what is said, of some hundred thousand words.
  if (plain.test(word) || plain.test(next)) return ' '
  return isUnspaced(fromLastLetter.exec(word)?.[0] ?? '') && isUnspaced(next.slice(0, 1)) ? '' : ' '
}

/** As they are shown, and as they are found in. */
export const joined = (words: readonly { readonly text: string }[]): string =>
  words.map(({ text }, at) => `${at === 0 ? '' : between(words[at - 1]?.text ?? '', text)}${text}`).join('')
