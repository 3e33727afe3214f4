/** Which words are in the index of lines, by how they begin. */
import { type Db, oncePerConnection } from '../database.ts'

/** More, and looking them up takes as long as it saves. */
const mostWords = 16
/** Greater than the word, and not beyond what begins with it: the least character that a word could go on with. */
const next = '\u0001'

// 'instance', not 'row': that would count where a word stands before it names it.
const statements = oncePerConnection((db) => {
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.line_words USING fts5vocab (main, search_lines_fts, 'instance')`)
  return { from: db.prepare<[string], string>('SELECT term FROM temp.line_words WHERE term >= ? LIMIT 1').pluck() }
})

/** `letters`: as the index has them, lower case without accents. null: they are too many to be asked for one by one. */
export function wordsThatBegin(db: Db, letters: string): readonly string[] | null {
  const { from } = statements(db)
  const words: string[] = []
  for (let word = from.get(letters); word?.startsWith(letters) === true; word = from.get(word + next)) {
    if (words.push(word) > mostWords) return null
  }
  return words
}
