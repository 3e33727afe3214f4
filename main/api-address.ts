/** One way to write an API address: the engine finds a workspace by it, the shell the credentials. */

/** `apiUrl`: any valid URL. */
export function normalApiUrl(apiUrl: string): string {
  const { origin, pathname } = new URL(apiUrl)
  return origin + pathname.replace(/\/+$/, '')
}
