/** `dailies://recording/<100ms's id>?t=<seconds>`: what main/shell/deep-link.ts reads. */
export function recordingLink(upstreamId: string, atMs: number): string {
  const seconds = (Math.round(atMs) / 1000).toFixed(3).replace(/\.?0+$/, '')
  return `dailies://recording/${upstreamId}?t=${seconds}`
}
