/** Versions of Dailies, `1.2.3` or `1.2.3-beta.4`, in their order. */

const byNumbers = new Intl.Collator('en', { numeric: true })

/** What comes before a release (`-beta.4`) is older than it. */
export function isOlderVersion(one: string, other: string): boolean {
  const [[release, before], [otherRelease, otherBefore]] = [partsOf(one), partsOf(other)]
  const order = byNumbers.compare(release, otherRelease)
  if (order !== 0 || before === otherBefore) return order < 0
  return before !== '' && (otherBefore === '' || byNumbers.compare(before, otherBefore) < 0)
}

function partsOf(version: string): readonly [release: string, before: string] {
  const dash = version.indexOf('-')
  return dash === -1 ? [version, ''] : [version.slice(0, dash), version.slice(dash + 1)]
}
