/** What the review room plays and reads. Times inside a recording are milliseconds from its start. */
import { z } from 'zod'
import { assetId, assetType, recordingDetails, recordingId } from './recording.ts'
import { namedSpeakers } from './speakers.ts'

export const transcriptWord = z.object({ text: z.string(), startMs: z.number(), endMs: z.number() })
export type TranscriptWord = z.infer<typeof transcriptWord>

/** One sentence or cue. `startMs` is null in a TXT transcript: readable and searchable, not clickable. */
export const transcriptLine = z.object({
  startMs: z.number().nullable(),
  endMs: z.number().nullable(),
  speaker: z.string().nullable(),
  /** Joins to a participant. */
  peerId: z.string().nullable(),
  text: z.string(),
  /** Empty when only the line has times (SRT); then the line is what is clicked and marked. */
  words: z.array(transcriptWord),
})
export type TranscriptLine = z.infer<typeof transcriptLine>

export const transcript = z.object({
  source: z.enum(['json', 'srt', 'txt']),
  lines: z.array(transcriptLine),
})
export type Transcript = z.infer<typeof transcript>

export const chatMessage = z.object({
  /** From the recording's start: `SentAt` minus `started_at`; null when either is missing. */
  atMs: z.number().nullable(),
  sender: z.string(),
  roles: z.array(z.string()),
  text: z.string(),
})
export type ChatMessage = z.infer<typeof chatMessage>

/** `paragraph`: one or several, a line each. */
export const summarySection = z.object({ title: z.string(), bullets: z.array(z.string()), paragraph: z.string() })
export type SummarySection = z.infer<typeof summarySection>

/**
 * A playable file. `url` is `dailies-media://asset/<id>` or, for HLS, `dailies-media://asset/<id>/master.m3u8`; behind it
 * `?v=<version>`, another one once the file has come anew.
 */
export const reviewSource = z.object({
  assetId,
  recordingId,
  /** When that recording began: another one of the session has a clock of its own. null: not known. */
  recordingStartedMs: z.number().nullable(),
  type: assetType,
  label: z.string(),
  kind: z.enum(['video', 'audio', 'hls']),
  url: z.string(),
  durationS: z.number().nullable(),
  /** What the person has added to its place on the recording's clock, where that is an estimate. */
  adjustedByMs: z.number(),
  /** It is still being downloaded, and plays as far as it is here. */
  arriving: z.boolean(),
})
export type ReviewSource = z.infer<typeof reviewSource>

/** A part of the review that is not there, and why, in words; the rest works without it. */
export const reviewGap = z.object({
  part: z.enum(['video', 'transcript', 'chat', 'summary']),
  reason: z.string(),
  /** Assets that "Download now" would fetch. */
  assetIds: z.array(assetId),
})
export type ReviewGap = z.infer<typeof reviewGap>

/** Beyond a day it isn't an adjustment. */
const offsetMs = z.number().int().min(-86_400_000).max(86_400_000)

/** What the person adds to times that are estimates: of a recording's chat, or of a source's beginning. */
export const reviewOffset = z.object({
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('chat'), recordingId }),
    z.object({ kind: z.literal('source'), assetId }),
  ]),
  offsetMs,
})
export type ReviewOffset = z.infer<typeof reviewOffset>

/** What is read beside the picture. */
export const reviewTexts = z.object({
  /** With the participants' names, or those that the file has; `speakers` says what is shown for them. */
  transcript: transcript.nullable(),
  /** What isn't as one would expect of the transcript, in sentences. */
  transcriptNotes: z.array(z.string()),
  chat: z.array(chatMessage).nullable(),
  summary: z.array(summarySection).nullable(),
})
export type ReviewTexts = z.infer<typeof reviewTexts>

const reviewRest = z.object({
  details: recordingDetails,
  sources: z.array(reviewSource),
  /** So many recordings of the session are not among the sources: of thousands only the nearest are. */
  sessionRest: z.number().int().nonnegative(),
  speakers: namedSpeakers,
  /** Whose chat it is, and what the person has added to its times; not yet in them. */
  chatClock: z.object({ recordingId, offsetMs }),
  gaps: z.array(reviewGap),
  /** Stands for the texts: what has the same one is the same. */
  textsVersion: z.string(),
})

/** `texts` null: those of the version that was asked with are as they were. */
export const openedReview = reviewRest.extend({ texts: reviewTexts.nullable() })
export type OpenedReview = z.infer<typeof openedReview>

export type Review = Omit<OpenedReview, 'texts'> & ReviewTexts
