/** Names and sentences for generated workspaces: some words everywhere, most of them rare, as in speech. */
import { type Mix, pick } from './scale-numbers.ts'

const FIRST =
  'Maya Tom Ines Sam Noor Erik Ada Leo Hanne Joaquín Priya Omar Lucía Wei Fatou Björn Zoë Dmitri Aiko Kwame Élodie Ravi Greta Yusuf Marta Finn Leila Pavel Nadia Hugo'.split(
    ' ',
  )
const LAST =
  "Lindqvist Okafor Duarte Whitaker Haddad Sand Kovacs Marsh Berg Reyes Raman Farouk Ortega Zhang Diallo Nyström O'Neill Volkov Tanaka Mensah Moreau Iyer Vogel Demir Nowak Larsen Aziz Horak Petrova Blanc".split(
    ' ',
  )
const SHOWS =
  'Morning|Late|Weekly|Design|Sales|Founders|Board|Support|Chemistry|Physics|History|Yoga|Book|Product|Press|Harbour|Election|Studio|Field|Sunday'.split(
    '|',
  )
const KINDS =
  'show|desk|stand-up|review|lecture 101|office hours|briefing|workshop|interview|rehearsal|town hall|class|call|retro|podcast|Q&A'.split(
    '|',
  )

const COMMON =
  'the and to of a in that it is was for on you we they with this but have are not be at from or so about what there when if just like know think want really going people time first last next good new right'.split(
    ' ',
  )
const TOPICS =
  'budget camera chapter harbour invoice journey kitchen ladder market meeting mirror morning number orchard paper picture pricing question recording release rhythm river schedule screen season signal silence slate speaker station story storm street summer teacher ticket transcript village weather window winter bridge'.split(
    ' ',
  )
const SYLLABLES = 'ba de fi go lu ma ne pi ro su ta ve wi ko zu ral min tor ves lan'.split(' ')

export function personName(mix: Mix, index: number, seat: number): string {
  return `${pick(FIRST, mix(index, 300 + seat))} ${pick(LAST, mix(index, 340 + seat))}`
}

export function roomName(mix: Mix, index: number): string {
  const name = `${pick(SHOWS, mix(index, 400))} ${pick(KINDS, mix(index, 401))}`
  const tail = mix(index, 402) % 4
  if (tail === 0) return `${name} · ${pick(TOPICS, mix(index, 403))}`
  return tail === 1 ? `${name} ${1 + (mix(index, 404) % 40)}` : name
}

/** `line`: which sentence of recording `index`. At most twelve words, none longer than twelve letters. */
export function sentenceWords(mix: Mix, index: number, line: number): string[] {
  const length = 6 + (mix(index, 5000 + line) % 7)
  const words = Array.from({ length }, (_, at) => {
    const number = mix(index, 9000 + line * 16 + at)
    const kind = number % 20
    if (kind < 11) return pick(COMMON, number >>> 5)
    if (kind < 17) return pick(TOPICS, number >>> 5)
    // Rare words: eight thousand of them.
    return [0, 5, 10].map((shift) => pick(SYLLABLES, (number >>> (5 + shift)) & 31)).join('')
  })
  const [first = 'so', ...rest] = words
  return [first[0]?.toUpperCase() + first.slice(1), ...rest]
}
