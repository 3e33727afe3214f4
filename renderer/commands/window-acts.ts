/** What every screen does when it is told to. Resolves with what is to be said, if anything. */
import type { WindowAction } from '../../preload/contract/action-terms.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { AppPreferences } from '../../preload/contract/settings.ts'
import { engine } from '../api/engine.ts'
import { shell } from '../api/shell.ts'
import { app, downloads, move, sync } from '../stores/stores.ts'
import { chooseLibrary } from './open-library.ts'
import { showPalette } from './show-palette.ts'

type Act = () => Promise<string | null>

const said = async (error: Promise<DailiesError | null>): Promise<string | null> => (await error)?.message ?? null
const done = (act: () => void): Act => {
  return async () => {
    act()
    return null
  }
}
const theme =
  (chosen: AppPreferences['theme']): Act =>
  () =>
    said(app.prefer({ theme: chosen }))
const toAll =
  (action: 'pause' | 'resume'): Act =>
  () =>
    said(downloads.act(action, { kind: 'all' }))

export const windowActs: Readonly<Record<WindowAction, Act>> = {
  library: done(() => app.go({ kind: 'library' })),
  downloads: done(() => app.go({ kind: 'downloads' })),
  settings: done(() => app.go({ kind: 'settings' })),
  search: done(() => {
    if (app.getState().screen.kind !== 'review') app.go({ kind: 'library' })
    // When the screen is there.
    requestAnimationFrame(() => press({ key: 'f', ctrlKey: true }))
  }),
  palette: done(showPalette),
  sync: done(() => sync.now(null)),
  'open-library': chooseLibrary,
  'move-library': done(() => void move.choose()),
  connect: done(() => app.connect(true)),
  'pause-all': toAll('pause'),
  'resume-all': toAll('resume'),
  'retry-failed': retryFailed,
  'theme-system': theme('system'),
  'theme-light': theme('light'),
  'theme-dark': theme('dark'),
  keys: done(() => press({ key: '?' })),
  'save-diagnostics': async () => {
    const answer = await shell.call('app.saveDiagnostics', {})
    return answer.ok ? null : answer.error.message
  },
  'show-log': () => app.showLogs().then(() => null),
  licences: async () => {
    const answer = await shell.call('app.showLicences', {})
    return answer.ok ? null : answer.error.message
  },
}

const mostAtOnce = 1000

/** Those that have failed, and not what a person has cancelled. */
async function retryFailed(): Promise<string | null> {
  const troubles = await engine.call('library.troubles', { limit: mostAtOnce })
  if (!troubles.ok) return troubles.error.message
  const assetIds = troubles.value.filter(({ kind }) => kind === 'failed').map(({ assetId }) => assetId)
  return assetIds.length === 0 ? null : said(downloads.act('retry', { kind: 'assets', assetIds }))
}

/** Each screen has its own way to search and its own sheet of keys, and hears them here. */
function press(key: KeyboardEventInit): void {
  window.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }))
}
