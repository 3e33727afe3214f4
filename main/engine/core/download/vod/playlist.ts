/**
 * Reads an HLS playlist (RFC 8216) for what it refers to, and writes it again with other references. Line by line and not
 * through a model of HLS: whatever a model doesn't know would be lost on the way back.
 */

export type PlaylistRef = {
  /** Index into `lines`. */
  readonly line: number
  readonly uri: string
  readonly role: 'playlist' | 'segment' | 'init' | 'key' | 'data'
}

export type Playlist = {
  readonly isMaster: boolean
  readonly lines: readonly string[]
  readonly refs: readonly PlaylistRef[]
}

/** Tags whose URI attribute names something to fetch. */
const tagRoles: Readonly<Record<string, PlaylistRef['role']>> = {
  'EXT-X-MEDIA': 'playlist',
  'EXT-X-I-FRAME-STREAM-INF': 'playlist',
  'EXT-X-MAP': 'init',
  'EXT-X-KEY': 'key',
  'EXT-X-SESSION-KEY': 'key',
  'EXT-X-SESSION-DATA': 'data',
}
/** Hints for players of a running stream: a finished one has nothing behind them. */
const liveOnly = ['EXT-X-PART', 'EXT-X-PRELOAD-HINT', 'EXT-X-RENDITION-REPORT', 'EXT-X-SERVER-CONTROL', 'EXT-X-SKIP']
/** Queries that make a link a key: where a link is left as it is, they aren't. */
const keyQuery = /\?[^"\s]*(?:x-(?:amz|goog|oss)-|sig(?:nature)?=|token=|policy=|key-pair-id=|hdn)[^"\s]*/gi
const uriAttribute = /([:,]URI=")([^"]*)(")/

/** null: it isn't a playlist, or one of those that can't be mirrored (variables in its addresses). */
export function readPlaylist(text: string): Playlist | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (lines[0]?.trimEnd() !== '#EXTM3U') return null
  const kept = lines.filter((line) => !liveOnly.includes(tagOf(line) ?? ''))
  const isMaster = kept.some(isStreamInf)
  const refs = kept.flatMap((line, index): PlaylistRef[] => {
    const ref = refOf(line, isMaster)
    return ref === null ? [] : [{ line: index, ...ref }]
  })
  return refs.some((ref) => ref.uri.includes('{$')) ? null : { isMaster, lines: kept, refs }
}

function refOf(line: string, isMaster: boolean): Omit<PlaylistRef, 'line'> | null {
  const tag = tagOf(line)
  if (tag === null) {
    const uri = line.trim()
    return uri === '' || uri.startsWith('#') ? null : { uri, role: isMaster ? 'playlist' : 'segment' }
  }
  const role = tagRoles[tag]
  const uri = role === undefined ? undefined : uriAttribute.exec(line)?.[2]
  return role === undefined || uri === undefined ? null : { uri, role }
}

/**
 * `localUri` null leaves a reference as it is (keys of a key system, which no file is behind). `isGap`: there is no such
 * segment; what comes after it keeps its time. A master no longer names a playlist of which that is so: players would ask for it.
 */
export function rewritePlaylist(
  playlist: Playlist,
  localUri: (ref: PlaylistRef) => string | null,
  isGap: (ref: PlaylistRef) => boolean = () => false,
): string {
  const lines = playlist.lines.map((line) => line.replace(keyQuery, ''))
  const dropped = new Set<number>()
  for (const ref of playlist.refs) {
    const uri = localUri(ref)
    const line = lines[ref.line]
    if (uri === null || line === undefined) continue
    if (ref.role === 'playlist' && isGap(ref)) {
      dropped.add(ref.line)
      if (tagOf(line) === null) dropped.add(lines.findLastIndex((one, at) => at < ref.line && isStreamInf(one)))
      continue
    }
    if (tagOf(line) !== null)
      lines[ref.line] = line.replace(uriAttribute, (_all, before, _uri, after) => `${before}${uri}${after}`)
    else lines[ref.line] = isGap(ref) ? `#EXT-X-GAP\n${uri}` : uri
  }
  // Without its end a player would wait for more of it, for ever.
  if (!playlist.isMaster && !lines.some((line) => tagOf(line) === 'EXT-X-ENDLIST')) lines.push('#EXT-X-ENDLIST')
  const kept = lines.filter((_line, at) => !dropped.has(at))
  return `${kept.join('\n').trimEnd()}\n`
}

const isStreamInf = (line: string): boolean => tagOf(line) === 'EXT-X-STREAM-INF'

function tagOf(line: string): string | null {
  return /^#(EXT[A-Z0-9-]*)/.exec(line)?.[1] ?? null
}
