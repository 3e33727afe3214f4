/** `dailies://recording/<100ms's id>?t=<seconds>`: what main/shell/deep-link.ts reads. `atMs` null: no moment of it. */
export function recordingLink(upstreamId: string, atMs: number | null): string {
  const link = `dailies://recording/${upstreamId}`
  return atMs === null ? link : `${link}?t=${(Math.round(atMs) / 1000).toFixed(3).replace(/\.?0+$/, '')}`
}
