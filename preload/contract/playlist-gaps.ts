/**
 * An HLS media playlist for readers that know nothing of gaps (mediabunny 1.61, in the engine and in the window's worker):
 * they would ask for a segment that isn't there. Its time is given to the one before it, so that all after it keep theirs.
 * Pure; knows no more of HLS (RFC 8216) than that.
 */

/** Seconds of the film. */
export type Gap = { readonly startS: number; readonly endS: number }

/** `gaps`: in order, neighbours are one. Where the first begins with the film, what is read is early by its length. */
export type WithoutGaps = { readonly text: string; readonly gaps: readonly Gap[] }

const gapTag = '#EXT-X-GAP'
const lengthTag = '#EXTINF:'
/** Tags of one segment alone. All others hold for the segments after it, too. */
const ofOneSegment = [gapTag, lengthTag, '#EXT-X-BYTERANGE:']

export function withoutGaps(playlist: string): WithoutGaps {
  if (!playlist.includes(gapTag)) return { text: playlist, gaps: [] }
  const kept: string[] = []
  const gaps: { startS: number; endS: number }[] = []
  let [last, atS]: [{ readonly at: number; lengthS: number } | null, number] = [null, 0]
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
    if (segment.some((tag) => tag.startsWith(gapTag))) {
      const before = gaps.at(-1)
      if (before?.endS === atS) before.endS += lengthS
      else gaps.push({ startS: atS, endS: atS + lengthS })
      if (last !== null) {
        last.lengthS += lengthS
        kept[last.at] = `${lengthTag}${last.lengthS},`
      }
    } else {
      last = { at: kept.length + segment.findIndex((tag) => tag.startsWith(lengthTag)), lengthS }
      kept.push(...segment)
    }
    atS += lengthS
    segment = []
  }
  return { text: [...kept, ...segment].join('\n'), gaps }
}

/** What is missing before the first that there is. */
export const leadingS = (gaps: readonly Gap[]): number => {
  const [first] = gaps
  return first?.startS === 0 ? first.endS : 0
}
