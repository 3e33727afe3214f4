/** What stands between two words where no sentence says it: in Chinese, Japanese, Thai and their like, nothing. */

// By extensions: ー is of two scripts.
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u
/** 3月5日; in Thai a number has spaces. */
const besideNumbers = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u
const plain = /^[\0-\x7f]*$/
const lastLetter = /[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u
const firstCharacter = /^./su
const number = /\p{N}/u

/** Written without spaces: a word may begin right behind another letter. */
export const isUnspaced = (letters: string): boolean => unspaced.test(letters)

/** '' or ' '. */
function between(word: string, next: string): string {
  // Most of what is said, of some hundred thousand words.
  if (plain.test(word) && plain.test(next)) return ' '
  const last = lastLetter.exec(word)?.[0] ?? ''
  const first = firstCharacter.exec(next)?.[0] ?? ''
  if (isUnspaced(last) && isUnspaced(first)) return ''
  return (besideNumbers.test(last) && number.test(first)) || (number.test(last) && besideNumbers.test(first)) ? '' : ' '
}

export const joined = (words: readonly { readonly text: string }[]): string =>
  words.map(({ text }, at) => `${at === 0 ? '' : between(words[at - 1]?.text ?? '', text)}${text}`).join('')
