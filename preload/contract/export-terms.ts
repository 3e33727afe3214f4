/** What transcripts and markers can be exported as, in the order in which it is offered. Free of zod. */

export const transcriptFormats = ['srt', 'vtt', 'txt', 'md', 'json'] as const
export const markerFormats = ['csv', 'edl', 'fcpxml', 'vtt', 'md'] as const
