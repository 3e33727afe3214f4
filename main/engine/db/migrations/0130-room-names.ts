/** Rooms by name. Frozen: later shapes are later migrations. */
export const migration = {
  version: 130,
  slug: 'room-names',
  sql: `
-- whether an older room has the name: that one's folder has it to itself (layout-repository.ts)
CREATE INDEX rooms_by_name ON rooms (workspace_id, name COLLATE NOCASE, upstream_id) WHERE name IS NOT NULL;
`,
}
