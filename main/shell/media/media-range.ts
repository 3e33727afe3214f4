/**
 * What to answer to a `Range` header, as RFC 9110 §14 says. One range is answered as 206; several, an unknown unit or a
 * header that isn't one are ignored, as the RFC allows: the whole file, 200. So is any range of an empty file: it has no
 * byte that could be asked for, and a reader that always asks for ranges is to learn that, not to fail.
 */
export type RangeAnswer =
  | { readonly status: 200 }
  /** Both inclusive. */
  | { readonly status: 206; readonly first: number; readonly last: number }
  | { readonly status: 416 }

export function answerRange(header: string | null, sizeBytes: number): RangeAnswer {
  const match = /^bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '')
  const [, from = '', to = ''] = match ?? []
  if (!match || (from === '' && to === '') || sizeBytes === 0) return { status: 200 }
  if (from === '') return lastBytes(Number(to), sizeBytes)

  const first = Number(from)
  const last = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  if (to !== '' && Number(to) < first) return { status: 200 }
  return first < sizeBytes ? { status: 206, first, last } : { status: 416 }
}

function lastBytes(count: number, sizeBytes: number): RangeAnswer {
  if (count === 0) return { status: 416 }
  return { status: 206, first: Math.max(0, sizeBytes - count), last: sizeBytes - 1 }
}
