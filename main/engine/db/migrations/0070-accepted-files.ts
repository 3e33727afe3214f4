/** Files about which something is wrong and that the person has looked at and keeps. Frozen: later shapes are later migrations. */
export const migration = {
  version: 70,
  slug: 'accepted-files',
  sql: `
-- also in the sidecar
ALTER TABLE files ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1));
DROP INDEX files_in_doubt;
-- smart list "Needs attention": files kept although something about them is wrong, that nobody has looked at yet
CREATE INDEX files_in_doubt ON files (asset_id) WHERE (verified = 0 OR differs_from_record = 1) AND accepted = 0;
-- what is left out of that list though its text can't be read
CREATE INDEX files_accepted ON files (asset_id) WHERE accepted = 1;
`,
}
