/** What a transcript can be exported as, in a person's words. */
import type { TranscriptFormat } from '../../preload/contract/exports.ts'

export const transcriptFormats: readonly { readonly format: TranscriptFormat; readonly label: string }[] = [
  { format: 'srt', label: 'Subtitles (SubRip)' },
  { format: 'vtt', label: 'Subtitles (WebVTT)' },
  { format: 'txt', label: 'Plain text' },
  { format: 'md', label: 'Markdown' },
  { format: 'json', label: 'JSON, with all times' },
]
