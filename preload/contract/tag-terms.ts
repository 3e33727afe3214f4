/** When two tags are one: “alpha” and “ALPHA” are, written as they were first. Without zod, for the page. */
import { caseless } from './caseless.ts'

/** How often each is there, by the way in which it is written first. */
export function tagCounts(tags: readonly string[]): ReadonlyMap<string, number> {
  const spellings = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const tag of tags) {
    const key = caseless(tag)
    const spelling = spellings.get(key) ?? tag
    spellings.set(key, spelling)
    counts.set(spelling, (counts.get(spelling) ?? 0) + 1)
  }
  return counts
}

/** Libraries of earlier versions may hold a tag in several spellings. */
export const uniqueTags = (tags: readonly string[]): string[] => [...tagCounts(tags).keys()]

/** As it is written among these; else as it is. */
export const knownSpelling = (tags: Iterable<string>, tag: string): string =>
  [...tags].find((each) => caseless(each) === caseless(tag)) ?? tag

/** With the tag, or without it. */
export const withTag = (
  tags: readonly string[],
  { tag, tagged }: { readonly tag: string; readonly tagged: boolean },
) => (tagged ? uniqueTags([...tags, tag]) : tags.filter((each) => caseless(each) !== caseless(tag)))
