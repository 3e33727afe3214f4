/** What the system calls a failure. */

/** e.g. ENOSPC; null for what isn't from there. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
