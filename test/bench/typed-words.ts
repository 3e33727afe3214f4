/** What a person types who searches a library of generated sentences (test/hms/scale-words.ts), and how fast. */
export const typedWords: Readonly<Record<string, readonly string[]>> = {
  'a frequent word': 'market winter people camera signal river summer season teacher ticket story bridge'.split(' '),
  'a rare word': 'zufiro minlanko wikozu torvesba lumade ralpita veszuko tafine gorolu supimin koveslan netorwi'.split(
    ' ',
  ),
}
export const betweenKeysMs = 110
/** The person looks at what was found. */
export const lookMs = 400
