/** Offers palette and menu what every screen does; and in a review what is done to a recording's files, not in the room. */
import type { Action } from '../../preload/contract/action.ts'
import { exportActions, type ListAction } from '../../preload/contract/action-terms.ts'
import { app, downloads, library, offers, sync } from '../stores/stores.ts'
import { copyLink, download, exportTranscripts, formatOf, showInFolder } from './recording-acts.ts'
import { windowActs } from './window-acts.ts'
import { windowOffer } from './window-can.ts'

/** Says what came of it, if anything is to be said. */
type Tell = (words: Promise<string | null>) => void
type Now<A> = { readonly can: readonly A[]; readonly on: readonly A[] }
type Followed = { readonly subscribe: (look: () => void) => () => void }

/** Returns what ends it. */
export function offerWindow(tell: Tell): () => void {
  const window = follow([app, downloads, sync], () =>
    windowOffer({ ...app.getState(), ...downloads.getState(), ...sync.getState() }),
  )
  const reviewed = follow([app, library], reviewedOffer)
  const stops = [window((action) => tell(windowActs[action]())), reviewed((action) => tell(toReviewed(action)))]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Offers anew whenever what can be done has changed with one of the stores. */
const follow =
  <A extends Action>(stores: readonly Followed[], now: () => Now<A>) =>
  (run: (action: A) => void): (() => void) => {
    let known = ''
    let takeBack: () => void = () => undefined
    const look = () => {
      const { can, on } = now()
      const next = `${can} ${on}`
      if (next === known) return
      known = next
      takeBack()
      takeBack = offers.offer({ can: new Set(can), on: new Set(on), run })
    }
    look()
    const stops = stores.map((store) => store.subscribe(look))
    return () => {
      for (const stop of stops) stop()
      takeBack()
    }
  }

function reviewedOffer(): Now<ListAction> {
  const { screen, stage } = app.getState()
  if (screen.kind !== 'review' || stage.kind !== 'ready') return { can: [], on: [] }
  // One that a link has opened may be in no list.
  const row = library.getState().rows.get(screen.recordingId)
  const can: ListAction[] = ['show-in-folder', 'copy-recording-link']
  if (row?.local !== 'complete') can.push('download')
  if (row?.hasTranscript !== false) can.push(...exportActions)
  return { can, on: [] }
}

async function toReviewed(action: ListAction): Promise<string | null> {
  const { screen } = app.getState()
  if (screen.kind !== 'review') return null
  const id = screen.recordingId
  if (action === 'download') return download([id])
  if (action === 'show-in-folder') return showInFolder(id)
  if (action === 'copy-recording-link') return copyLink(id)
  const format = formatOf(action)
  return format === null ? null : exportTranscripts([id], format)
}
