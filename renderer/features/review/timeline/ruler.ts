/** Where the ruler has its marks: round times, no nearer to each other than can be read. */

const stepsMs = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((seconds) => seconds * 1000)
const apartPx = 80

export function rulerMarks(durationMs: number, widthPx: number): number[] {
  if (durationMs <= 0 || widthPx <= 0) return []
  const smallestMs = (durationMs * apartPx) / widthPx
  const stepMs = stepsMs.find((step) => step >= smallestMs) ?? Math.ceil(smallestMs / 3_600_000) * 3_600_000
  return Array.from({ length: Math.floor(durationMs / stepMs) + 1 }, (_, index) => index * stepMs)
}
