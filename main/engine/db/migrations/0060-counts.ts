/**
 * What the sidebar counts, as partial indexes: each holds only the rows that stand out, so that a count reads those
 * instead of all recordings, and a sync that brings ordinary ones pays next to nothing for it. Frozen.
 */
export const migration = {
  version: 60,
  slug: 'counts',
  sql: `
-- smart list "Starred"
CREATE INDEX recordings_starred ON recordings (starred) WHERE starred = 1;
-- smart list "Unreviewed": all but these
CREATE INDEX recordings_reviewed ON recordings (reviewed) WHERE reviewed = 1;
-- smart list "Only copy"
CREATE INDEX recordings_only_copy ON recordings (only_copy) WHERE only_copy = 1;
-- smart list "Failed"
CREATE INDEX recordings_failed ON recordings (assets_failed, status) WHERE status = 'failed' OR assets_failed > 0;
-- smart list "Not downloaded": all but these
CREATE INDEX recordings_begun ON recordings (assets_done, assets_total) WHERE assets_done > 0 OR assets_total = 0;
-- smart list "Expiring soon", with what its condition looks at besides
DROP INDEX recordings_by_expiry;
CREATE INDEX recordings_by_expiry ON recordings (expires_ms, assets_done, assets_total) WHERE expires_ms IS NOT NULL;
`,
}
