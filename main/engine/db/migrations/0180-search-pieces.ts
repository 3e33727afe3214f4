/** The index of lines puts its pieces together by eights. Frozen: later shapes are later migrations. */
export const migration = {
  version: 180,
  slug: 'search-pieces',
  sql: `
-- By fours, its default, an import writes every word out half as often again.
INSERT INTO search_lines_fts (search_lines_fts, rank) VALUES ('automerge', 8);
`,
} as const
