/**
 * A summary's sections. The documentation wraps them in `summary`, deployed clients read them at the top: both are read
 * (how-to-guides/enable-transcription-and-summary).
 */
import { z } from 'zod'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { SummarySection } from '../../../../preload/contract/review.ts'
import { cleanLine } from '../transcript/text.ts'

const sections = z.array(z.unknown())
const wrapped = z.object({ summary: z.object({ sections }) }).transform(({ summary }) => summary.sections)
const bare = z.object({ sections }).transform((body) => body.sections)
const body = z.union([wrapped, bare])

const text = z.string().catch('').transform(cleanLine)
/** Its breaks stay, one line end each. */
const paragraphs = z
  .string()
  .catch('')
  .transform((value) =>
    value
      .split(/[\r\n\u2028\u2029]+/)
      .map(cleanLine)
      .filter((line) => line !== '')
      .join('\n'),
  )
const section = z.object({ title: text, bullets: z.array(text).catch([]), paragraph: paragraphs })

export function parseSummary(file: string): Result<SummarySection[], string> {
  let root: unknown
  try {
    root = JSON.parse(file.replace(/^\uFEFF/, ''))
  } catch {
    return err('The summary isn’t valid JSON; the file may be cut off.')
  }
  const found = body.safeParse(root)
  if (!found.success) return err('The summary has no sections.')
  return ok(
    found.data
      .flatMap((value) => section.safeParse(value).data ?? [])
      .map(({ title, bullets, paragraph }) => ({
        title,
        bullets: bullets.filter((bullet) => bullet !== ''),
        paragraph,
      }))
      .filter(({ bullets, paragraph }) => bullets.length > 0 || paragraph !== ''),
  )
}
