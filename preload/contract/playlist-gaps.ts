/**
 * An HLS media playlist for readers that know nothing of gaps (mediabunny 1.61, in the engine and in the window's worker):
 * they would ask for a segment that isn't there. Its time is given to the one before it, so that all after it keep theirs.
 * Pure; knows no more of HLS (RFC 8216) than that.
 */

/** `leadingS`: so much is missing before the first segment that there is; what is read is early by that. */
export type WithoutGaps = { readonly text: string; readonly leadingS: number }

const gapTag = '#EXT-X-GAP'
const lengthTag = '#EXTINF:'
/** Tags of one segment alone. All others hold for the segments after it, too. */
const ofOneSegment = [gapTag, lengthTag, '#EXT-X-BYTERANGE:']

export function withoutGaps(playlist: string): WithoutGaps {
  if (!playlist.includes(gapTag)) return { text: playlist, leadingS: 0 }
  const kept: string[] = []
  let [last, leadingS]: [{ readonly at: number; lengthS: number } | null, number] = [null, 0]
  let segment: string[] = []
  for (const line of playlist.split(/\r?\n/)) {
    const isSegment = line.trim() !== '' && !line.startsWith('#')
    if (!isSegment && !ofOneSegment.some((tag) => line.startsWith(tag))) {
      kept.push(line)
      continue
    }
    segment.push(line)
    if (!isSegment) continue
    const length = segment.find((tag) => tag.startsWith(lengthTag))
    const lengthS = length === undefined ? 0 : Number.parseFloat(length.slice(lengthTag.length))
    const isGap = segment.some((tag) => tag.startsWith(gapTag))
    if (!isGap) {
      const at = kept.length + segment.findIndex((tag) => tag.startsWith(lengthTag))
      kept.push(...segment)
      last = { at, lengthS }
    } else if (last === null) leadingS += lengthS
    else {
      last.lengthS += lengthS
      kept[last.at] = `${lengthTag}${last.lengthS},`
    }
    segment = []
  }
  return { text: [...kept, ...segment].join('\n'), leadingS }
}
