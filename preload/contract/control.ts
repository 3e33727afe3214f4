/**
 * What the shell and the engine say to each other, beside the window's port: the shell opens libraries and hands over
 * credentials, the engine grants files to the media protocol and asks for the system's proxy. Both tables are answered
 * in the form of wire.ts. Absolute paths and secrets cross here, between two processes of ours, and nowhere else.
 */
import { z } from 'zod'
import { activity, expiryNotice, finishedBatch } from './activity.ts'
import { clipPlan, clipRange } from './clip.ts'
import { engineDiagnostics } from './diagnostics.ts'
import { dragged } from './drag.ts'
import { exportedText, exportRequest } from './exports.ts'
import { moved, movePlan } from './move.ts'
import { assetId, recordingId, workspaceId } from './recording.ts'
import { connection, connectionTest, workspace } from './workspace.ts'

const nothing = z.null()

/** What tells credentials apart; no secret. `customerId`: whose they are, as soon as 100ms has told. */
export const knownConnection = z.object({
  apiUrl: z.string(),
  identity: z.string().min(1),
  customerId: z.string().nullable().default(null),
})
export type KnownConnection = z.infer<typeof knownConnection>

/** Credentials as the shell keeps them. */
export const keptConnection = connection.extend({ ...knownConnection.omit({ apiUrl: true }).shape, name: z.string() })
export type KeptConnection = z.infer<typeof keptConnection>

/** A file, or the folder of an unzipped room-vod, that the window may play. `path` is absolute and inside `library`. */
export const mediaGrant = z.object({
  assetId,
  library: z.string(),
  path: z.string(),
  /** MIME type of a file, e.g. `video/mp4`; null for a folder, whose files tell by their names. */
  contentType: z.string().nullable(),
  /** The file is still being downloaded, to `path` with `.part` behind it; how long it will be. */
  arrivingBytes: z.number().int().positive().optional(),
})
export type MediaGrant = z.infer<typeof mediaGrant>

/** Where the pictures of the library's files are kept; absolute and inside `library`. */
export const previewsGrant = z.object({ library: z.string(), folder: z.string() })
export type PreviewsGrant = z.infer<typeof previewsGrant>

/** The engine's own, of the profile; absolute paths. `toldExpiries`: which recordings' expiry a person has been told of. */
export const engineFiles = z.object({ log: z.string(), toldExpiries: z.string() })
export type EngineFiles = z.infer<typeof engineFiles>

/** The shell asks, the engine answers. `start` comes first. */
export const engineControl = {
  start: { input: engineFiles, output: nothing },
  'library.open': { input: z.object({ path: z.string() }), output: nothing },
  'library.planMove': { input: z.object({ chosen: z.string() }), output: movePlan },
  /** Leaves no library open. */
  'library.move': { input: z.object({ chosen: z.string() }), output: moved },
  'library.cancelMove': { input: z.object({}), output: nothing },
  'workspace.test': { input: connection, output: connectionTest },
  'workspace.connect': {
    input: connection.extend({ name: z.string() }),
    output: z.object({ workspace, identity: z.string().min(1) }),
  },
  /** Answers what the library knows of them. */
  'workspace.restore': { input: z.object({ kept: z.array(keptConnection) }), output: z.array(knownConnection) },
  /** Answers which credentials to forget. */
  'workspace.disconnect': { input: z.object({ id: workspaceId }), output: knownConnection },
  'path.ofRecording': { input: z.object({ id: recordingId }), output: z.string() },
  'path.ofAsset': { input: z.object({ id: assetId }), output: z.string() },
  /** Local id of a recording, by 100ms's; null: it isn't in the open library. */
  /** Absolute paths of what is here of them; what isn't is left out. */
  'path.ofDragged': { input: dragged, output: z.array(z.string()).min(1) },
  'recording.find': {
    input: z.object({ upstreamId: z.string().min(1).max(200) }),
    output: z.object({ id: recordingId.nullable() }),
  },
  /** A file's name and what goes into it; where it goes is the shell's to ask. */
  'export.text': { input: exportRequest, output: exportedText },
  'clip.plan': { input: clipRange, output: clipPlan },
  /** `path`: absolute, where the person wants it. The answer comes when it is whole and on the disk. */
  'clip.save': { input: clipRange.extend({ path: z.string().min(1).max(4096) }), output: nothing },
  /** Stops the one that is being saved; nothing is left of it. */
  'clip.cancel': { input: z.object({}), output: nothing },
  diagnostics: { input: z.object({}), output: engineDiagnostics },
  /** The system's word on the network: a hint. Also after sleep. */
  'network.changed': { input: z.object({ online: z.boolean() }), output: nothing },
  'downloads.pauseAll': { input: z.object({}), output: nothing },
  'downloads.resumeAll': { input: z.object({}), output: nothing },
  /** Closes the library; the answer is the last thing that the engine says. */
  stop: { input: z.object({}), output: nothing },
} as const

/** The engine asks, the shell answers. */
export const shellControl = {
  'media.grant': { input: z.object({ grants: z.array(mediaGrant) }), output: nothing },
  'media.grantPreviews': { input: previewsGrant, output: nothing },
  /** To the system's bin, one after the other; the first that can't go ends it, and says why. Absolute paths. */
  'files.trash': {
    input: z.object({ paths: z.array(z.string()) }),
    output: z.object({ trashed: z.array(z.string()), refusal: z.string().nullable() }),
  },
  'news.activity': { input: activity, output: nothing },
  'news.finished': { input: finishedBatch, output: nothing },
  /** false: a person doesn't want to be told. */
  'news.expiring': { input: expiryNotice, output: z.object({ told: z.boolean() }) },
  /** e.g. `http://proxy:3128`; null for a direct connection. */
  'proxy.for': { input: z.object({ url: z.string() }), output: z.string().nullable() },
} as const

/** Announces a window's port, which travels with it. */
export const windowPortMessage = z.object({ windowPort: z.literal(true) })
