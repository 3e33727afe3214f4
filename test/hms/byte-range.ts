/** `Range` as S3 answers it (RFC 9110 §14): one range; several, or one that can't be read, mean the whole object. */

export interface Slice {
  start: number
  length: number
}

export function sliceOf(header: string | undefined, size: number): Slice | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return 'whole'
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, length }
  }
  const start = Number(match[1])
  const last = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  if (match[2] !== '' && Number(match[2]) < start) return 'whole'
  if (start >= size) return 'unsatisfiable'
  return { start, length: last - start + 1 }
}
