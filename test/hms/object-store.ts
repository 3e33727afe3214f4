/**
 * What the storage host holds: objects by key, each with its bytes, type and validators. Up to 8 MiB the ETag is the MD5
 * of the content, as S3's is; above that it looks like a multipart upload's (`…-N`) and is no hash of anything.
 */
import { type ByteSource, hashOf } from './byte-source.ts'
import { hexOf } from './object-id.ts'

export interface StoredObject {
  key: string
  source: ByteSource
  contentType: string
  lastModified: Date
  /** Quoted, strong. */
  etag: string
}

const PART = 8 * 1024 * 1024

export class ObjectStore {
  readonly #objects = new Map<string, StoredObject>()
  readonly #deleted = new Set<string>()
  readonly #below: (key: string) => StoredObject | undefined

  constructor(below: (key: string) => StoredObject | undefined = () => undefined) {
    this.#below = below
  }

  put(key: string, source: ByteSource, lastModified: Date): StoredObject {
    const object = storedObject(key, source, lastModified)
    this.#objects.set(key, object)
    this.#deleted.delete(key)
    return object
  }

  get(key: string): StoredObject | undefined {
    if (this.#deleted.has(key)) return undefined
    return this.#objects.get(key) ?? this.#below(key)
  }

  delete(key: string): void {
    this.#objects.delete(key)
    this.#deleted.add(key)
  }
}

export function storedObject(key: string, source: ByteSource, lastModified: Date): StoredObject {
  let etag: string | undefined
  return {
    key,
    source,
    contentType: contentTypeOf(key),
    lastModified: new Date(Math.floor(lastModified.getTime() / 1000) * 1000),
    get etag() {
      etag ??= `"${etagOf(key, source, lastModified)}"`
      return etag
    },
  }
}

function etagOf(key: string, source: ByteSource, lastModified: Date): string {
  if (source.size <= PART) return hashOf(source, 'md5')
  const sample = Buffer.from(source.read(source.size - 4096, 4096)).toString('latin1')
  return `${hexOf(`${key} ${source.size} ${lastModified.getTime()} ${sample}`, 32)}-${Math.ceil(source.size / PART)}`
}

const TYPES: Record<string, string> = {
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  webm: 'video/webm',
  m3u8: 'application/vnd.apple.mpegurl',
  zip: 'application/zip',
  json: 'application/json',
  csv: 'text/csv',
  srt: 'application/x-subrip',
  txt: 'text/plain; charset=utf-8',
}

function contentTypeOf(key: string): string {
  return TYPES[key.slice(key.lastIndexOf('.') + 1)] ?? 'binary/octet-stream'
}

/** `s3://bucket/prefix/file` → `bucket/prefix/file`: where the storage host keeps what an asset's `path` names. */
export function keyOfPath(path: string): string {
  return path.replace(/^[a-z0-9]+:\/\//, '')
}
