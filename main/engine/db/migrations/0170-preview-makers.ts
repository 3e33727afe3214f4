/** Which version of Dailies could make no pictures of a file: a newer one tries again. Frozen: later shapes are later migrations. */
export const migration = {
  version: 170,
  slug: 'preview-makers',
  sql: `
-- NULL: one that wasn't noted yet
ALTER TABLE previews ADD COLUMN maker TEXT CHECK (maker IS NULL OR maker <> '');

-- what another version has failed at, when a library is opened
CREATE INDEX previews_failed ON previews (maker) WHERE state = 'failed';
`,
} as const
