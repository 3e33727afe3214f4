/** The engine's commands: name → what goes in, what comes out. Everything else about the engine's port is derived. */
import { z } from 'zod'
import { clipPlan, clipRange } from './clip.ts'
import { downloadList, downloadPolicy, policyPreview } from './download.ts'
import { dailiesError } from './errors.ts'
import {
  attentionItem,
  foundFirst,
  foundIn,
  libraryFilter,
  libraryOverview,
  librarySnapshot,
  librarySort,
  libraryState,
  searchOrder,
  speaker,
  trouble,
} from './library.ts'
import { longestMarkerFile, marker, markerChange, readMarkers } from './markers.ts'
import { begunPreview, madePreview, previewJob, previewKey, previewState } from './preview.ts'
import {
  assetId,
  assetType,
  chosenAssets,
  chosenRecordings,
  recordingDetails,
  recordingId,
  recordingRow,
  recordingUpstreamId,
  roomId,
  workspaceId,
} from './recording.ts'
import { openedReview, reviewOffset } from './review.ts'
import { librarySettings } from './settings.ts'
import { namedSpeakers, renameSpeakers } from './speakers.ts'
import { syncStatus, workspace } from './workspace.ts'

const nothing = z.null()
const none = z.object({})

/** Which downloads a command means: some assets, all of some recordings, or everything in the queue. */
export const downloadTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assets'), assetIds: chosenAssets }),
  z.object({
    kind: z.literal('recordings'),
    recordingIds: chosenRecordings,
    types: z.array(assetType).nullable(),
  }),
  z.object({ kind: z.literal('all') }),
])
export type DownloadTarget = z.infer<typeof downloadTarget>

/** Whose files are sent to the bin. */
export const removalTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assets'), assetIds: chosenAssets }),
  z.object({ kind: z.literal('recordings'), recordingIds: chosenRecordings }),
])
export type RemovalTarget = z.infer<typeof removalTarget>

export const commands = {
  'library.state': { input: none, output: libraryState },
  'library.overview': { input: none, output: libraryOverview },
  'library.query': { input: z.object({ filter: libraryFilter, sort: librarySort }), output: librarySnapshot },
  /** The same list as far as it is found quickly, and what `filter.text` finds in its recordings: at most `limit` hits. */
  'library.find': {
    input: z.object({ filter: libraryFilter, sort: librarySort, limit: z.number().int().min(1).max(500) }),
    output: foundFirst,
  },
  /** Rows in the order asked; ids that no longer exist are left out. */
  'library.rows': { input: z.object({ ids: z.array(recordingId).max(500) }), output: z.array(recordingRow) },
  'library.details': { input: z.object({ id: recordingId }), output: recordingDetails },
  /** What `filter.text` finds in the recordings that the whole filter passes: so many of them, and lines of each. */
  'library.search': {
    input: z.object({
      filter: libraryFilter,
      order: searchOrder,
      recordings: z.number().int().min(1).max(50),
      each: z.number().int().min(1).max(50),
    }),
    output: z.array(foundIn),
  },
  /** The first lines of one recording in which `text` is found; null: there is none. */
  'library.searchIn': {
    input: z.object({ id: recordingId, text: libraryFilter.shape.text, limit: z.number().int().min(1).max(20_000) }),
    output: foundIn.nullable(),
  },
  /** Those who speak most often first; `text`: a part of the name. */
  'library.speakers': {
    input: z.object({ text: z.string().max(300), limit: z.number().int().min(1).max(500) }),
    output: z.array(speaker),
  },
  'library.troubles': {
    input: z.object({ limit: z.number().int().min(1).max(1000) }),
    output: z.array(trouble),
  },
  'library.attention': { input: none, output: z.array(attentionItem) },
  /** `problems` couldn't be taken in, `notes` is worth knowing: a sentence each, naming its folder or file. */
  'library.rebuild': {
    input: none,
    output: z.object({
      recordings: z.number().int(),
      files: z.number().int(),
      problems: z.array(z.string()),
      notes: z.array(z.string()),
    }),
  },

  'recording.edit': {
    input: z.object({
      ids: chosenRecordings,
      change: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('title'), title: z.string().max(300).nullable() }),
        z.object({ kind: z.literal('star'), starred: z.boolean() }),
        z.object({ kind: z.literal('review'), reviewed: z.boolean() }),
        z.object({ kind: z.literal('tags'), tags: z.array(z.string().min(1).max(60)).max(50) }),
        // Beside the tags that each has.
        z.object({ kind: z.literal('tag'), tag: z.string().trim().min(1).max(60), tagged: z.boolean() }),
      ]),
    }),
    /**
     * `edited`: those that weren't so already, which an undo has to change back. `error`: why the rest isn't saved; where
     * nothing was, it is the whole answer.
     */
    output: z.object({ edited: z.array(recordingId), error: dailiesError.nullable() }),
  },
  'room.edit': { input: z.object({ id: roomId, title: z.string().max(300).nullable() }), output: nothing },

  /** Opening grants the shell's media protocol the recording's files; the answer comes after that. */
  /** `textsVersion`: of the texts that whoever asks has already. */
  'review.open': {
    input: z.object({ id: recordingId, textsVersion: z.string().max(100).optional() }),
    output: openedReview,
  },
  'review.offset': { input: reviewOffset, output: nothing },
  /** Answers with the names as they are now. */
  'speakers.rename': { input: renameSpeakers, output: namedSpeakers },
  'review.position': {
    input: z.object({ id: recordingId, upstreamId: recordingUpstreamId, positionS: z.number().nonnegative() }),
    output: nothing,
  },

  /** Where a clip would begin and end; saves nothing. */
  'clip.plan': { input: clipRange, output: clipPlan },

  /** Pictures of files. `of` one that is open; `next` is null when there is nothing to do; `failed` is remembered. */
  'previews.of': { input: z.object({ assetId }), output: previewState },
  'previews.next': { input: z.object({ except: z.array(assetId) }), output: previewJob.nullable() },
  'previews.keep': { input: z.object({ assetId, key: previewKey, begun: begunPreview }), output: nothing },
  'previews.save': { input: madePreview, output: nothing },
  'previews.failed': { input: z.object({ assetId, key: previewKey, reason: z.string().max(500) }), output: nothing },

  /** By time. */
  'markers.list': { input: z.object({ recordingId }), output: z.array(marker) },
  'markers.change': { input: markerChange, output: nothing },
  /** Reads a CSV; puts nothing anywhere. */
  'markers.read': { input: z.object({ text: z.string().max(longestMarkerFile) }), output: readMarkers },

  'downloads.list': { input: z.object({ limit: z.number().int().min(1).max(1000) }), output: downloadList },
  /** Put first in line, by hand; also brings back what failed, was cancelled or removed. */
  'downloads.start': { input: z.object({ target: downloadTarget }), output: z.object({ queued: z.number().int() }) },
  'downloads.pause': { input: z.object({ target: downloadTarget }), output: nothing },
  'downloads.resume': { input: z.object({ target: downloadTarget }), output: nothing },
  'downloads.cancel': { input: z.object({ target: downloadTarget }), output: nothing },
  'downloads.retry': { input: z.object({ target: downloadTarget }), output: nothing },
  'downloads.preview': { input: z.object({ policy: downloadPolicy }), output: policyPreview },

  /** A file in doubt stays as it is, and leaves "Needs attention". */
  'files.accept': { input: z.object({ assetId }), output: nothing },

  /** What removing would take away. `onlyCopyIds`: recordings of which something couldn't be downloaded again. */
  'removal.preview': {
    input: z.object({ target: removalTarget }),
    output: z.object({
      recordings: z.number().int(),
      files: z.number().int(),
      bytes: z.number(),
      onlyCopyIds: z.array(recordingId),
    }),
  },
  /**
   * Sends the files to the system's bin. What can't be had again goes only of the recordings in `onlyCopyIds`, which the
   * person was shown; of others it stays. No policy brings them back.
   */
  'removal.run': {
    input: z.object({ target: removalTarget, onlyCopyIds: z.array(recordingId) }),
    output: z.object({ files: z.number().int(), bytes: z.number() }),
  },

  'settings.get': { input: none, output: librarySettings },
  'settings.set': { input: librarySettings.partial(), output: librarySettings },

  'workspace.list': { input: none, output: z.array(workspace) },
  'workspace.rename': {
    input: z.object({ id: workspaceId, name: z.string().trim().min(1).max(100) }),
    output: nothing,
  },
  'sync.status': { input: none, output: z.array(syncStatus) },
  'sync.now': { input: z.object({ workspaceId: workspaceId.nullable() }), output: nothing },
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandInput<N extends CommandName> = z.infer<Commands[N]['input']>
export type CommandOutput<N extends CommandName> = z.infer<Commands[N]['output']>

/** The same table, typed so that a generic name keeps its link to its schemas. */
export const commandSchemas: {
  readonly [N in CommandName]: {
    readonly input: z.ZodType<CommandInput<N>>
    readonly output: z.ZodType<CommandOutput<N>>
  }
} = commands
