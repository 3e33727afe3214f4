/**
 * When 100ms deletes a file: 15 days after it was made, and only where 100ms hosts it (features/recordings/
 * recording-assets/storage-configuration). In a customer's own bucket the customer decides.
 */
const retentionMs = 15 * 24 * 60 * 60 * 1000

/** The bucket's name in a storage path (`s3://bucket/…`) or in a room's `location`; null where there is none. */
export function bucketOf(location: string | null): string | null {
  if (location === null) return null
  const bucket = location.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split('/', 1)[0]
  return bucket === undefined || bucket === '' ? null : bucket
}

export type StoredFile = {
  readonly path: string | null
  /** The bucket that the room's recordings are uploaded to now; null: 100ms's. */
  readonly customerBucket: string | null
  readonly createdMs: number | null
}

/**
 * Epoch milliseconds; null where 100ms doesn't delete it, or doesn't say when it was made. The path decides before the
 * room: a recording from before the room got its own bucket still lies with 100ms.
 */
export function expiresMs(file: StoredFile): number | null {
  if (file.createdMs === null) return null
  const bucket = file.path?.includes('://') ? bucketOf(file.path) : null
  const isCustomers = file.customerBucket !== null && (bucket === null || bucket === file.customerBucket)
  return isCustomers ? null : file.createdMs + retentionMs
}
