/**
 * `dailies://recording/<100ms's id>?t=<seconds>`, as other programs and web pages may hand it over: so everything that is
 * not exactly this is refused.
 */

export const linkScheme = 'dailies'

export type DeepLink = { readonly upstreamId: string; readonly startMs: number | null }

const shape = /^dailies:\/\/recording\/([a-z0-9][a-z0-9_-]{0,127})\/?(?:\?t=(\d{1,6}(?:\.\d{1,3})?))?$/i

/** null: not one of ours. */
export function parseDeepLink(text: string): DeepLink | null {
  const [, upstreamId, seconds] = shape.exec(text) ?? []
  if (upstreamId === undefined) return null
  return { upstreamId, startMs: seconds === undefined ? null : Math.round(Number(seconds) * 1000) }
}

/** What the system put on the command line to have it opened, if anything; Chromium adds switches of its own around it. */
export function linkOnCommandLine(argv: readonly string[]): string | null {
  return argv.slice(1).findLast((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`)) ?? null
}
