/**
 * The same source under another address. For minutes Chromium keeps what it has read from one, and that it was nothing; a
 * query only tells versions apart, so the shell gives the same file for it.
 */
import type { ReviewSource } from '../../../../preload/contract/review.ts'

export function askedAnew(source: ReviewSource): ReviewSource {
  const url = new URL(source.url)
  url.searchParams.set('again', String(Math.round(performance.now())))
  return { ...source, url: url.href }
}
