/** What an exported file is called: `Morning show · 2026-11-20 14.03.srt`. */
import { localMinute } from './file-name.ts'
import { type NameLimit, safeName } from './safe-name.ts'

const titleLimit: NameLimit = { bytes: 110, characters: 80 }

/**
 * `startMs`: epoch; null where upstream gave no time. `ending` without its dot. `what` of the recording it is, e.g. `markers`:
 * a long title is shortened, never what tells its files apart.
 */
export function exportName(
  title: string,
  startMs: number | null,
  timeZone: string,
  ending: string,
  what: string | null = null,
): string {
  const date = localMinute(startMs, timeZone)
  const called = safeName(title, 'Recording', titleLimit)
  const name = what === null ? called : `${called} ${what}`
  return `${date === null ? name : `${name} · ${date}`}.${ending}`
}
