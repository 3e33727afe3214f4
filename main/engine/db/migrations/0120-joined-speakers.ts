/** By which names the lines of a transcript were indexed. Frozen: later shapes are later migrations. */
export const migration = {
  version: 120,
  slug: 'joined-speakers',
  sql: `
-- From peer_id to the name its lines got, '' for none; NULL where no line has a peer_id. The session's list of participants
-- may come after its transcript: lines that it names otherwise are then read again. What was indexed before this column was
-- there stays until it is read again for another reason.
ALTER TABLE imported_texts ADD COLUMN people TEXT CHECK (people IS NULL OR json_valid(people));
`,
}
