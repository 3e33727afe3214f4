/** With which policy the library was last gone through to its end: one that was cut off is gone through again. Frozen. */
export const migration = {
  version: 140,
  slug: 'applied-policy',
  sql: `
-- JSON of the policy, 'null' for none; NULL: not known
ALTER TABLE library ADD COLUMN applied_policy TEXT CHECK (applied_policy IS NULL OR json_valid(applied_policy));
`,
}
