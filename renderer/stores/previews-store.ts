/**
 * Pictures of files: brings those that the engine keeps, and has the others made, the opened file first, the rest of the
 * library one by one behind it. Nothing of the rest is made while something plays.
 */
import { createStore } from 'zustand/vanilla'
import type { PreviewJob } from '../../preload/contract/preview.ts'
import { previewUrl } from '../../preload/contract/preview-terms.ts'
import type { Making, StartMaking } from '../previews/making.ts'
import type { FromWorker } from '../previews/messages.ts'
import { begunPreview, keptPreview, type ShownPreview, withPeaks } from '../previews/shown-preview.ts'
import type { EngineLink } from './engine-link.ts'

export type PreviewsState = {
  /** By asset; of the file that is open, and of the one whose pictures are being made. */
  readonly shown: ReadonlyMap<number, ShownPreview>
}

type Work = { readonly job: PreviewJob; readonly making: Making }

export type PreviewWorld = {
  readonly startMaking: StartMaking
  /** The bytes behind an address of the media protocol; null: it can't be read. */
  readonly read: (url: string) => Promise<Uint8Array | null>
  readonly canRead: (url: string) => Promise<boolean>
  /** Runs later; returns what prevents it. */
  readonly after: (ms: number, run: () => void) => () => void
}

/** Not at once: the window, a sync and a review that is just opening have more urgent things to do. */
const firstAfterMs = 4000
const nextAfterMs = 500
/** The file could not be read, or its pictures not be kept: its drive may be away. */
const afterTroubleMs = 600_000

export type PreviewsStore = ReturnType<typeof createPreviewsStore>

export function createPreviewsStore(engine: EngineLink, world: PreviewWorld) {
  const store = createStore<PreviewsState>(() => ({ shown: new Map() }))
  let front: Work | null = null
  let back: Work | null = null
  let openId: number | null = null
  let playing = false
  let working = false
  let asking = false
  let cancelAsking: (() => void) | null = null

  const show = (assetId: number, preview: ShownPreview | null) => {
    const shown = new Map(store.getState().shown)
    if (preview === null) shown.delete(assetId)
    else shown.set(assetId, preview)
    store.setState({ shown })
  }
  const forgetUnneeded = (assetId: number) => {
    if (assetId !== openId && assetId !== front?.job.assetId && assetId !== back?.job.assetId) show(assetId, null)
  }
  const backPace = () => ({ paused: playing || front !== null, gentle: true })
  const setPaces = () => {
    front?.making.setPace({ paused: false, gentle: playing })
    back?.making.setPace(backPace())
  }

  const begin = (job: PreviewJob, pace: Parameters<StartMaking>[1]): Work => {
    const making = world.startMaking(job, pace, (message) => void hear(job, message))
    return { job, making }
  }
  const isUnderWay = ({ assetId }: PreviewJob) => front?.job.assetId === assetId || back?.job.assetId === assetId
  const over = ({ assetId }: PreviewJob, askAfterMs: number) => {
    if (front?.job.assetId === assetId) front = null
    if (back?.job.assetId === assetId) back = null
    setPaces()
    forgetUnneeded(assetId)
    askSoon(askAfterMs)
  }

  const hear = async (job: PreviewJob, message: FromWorker) => {
    if (!isUnderWay(job)) return
    const { assetId, key } = job
    const shown = store.getState().shown.get(assetId)
    switch (message.kind) {
      case 'begun':
        return show(assetId, begunPreview(message.durationS, message.peaks))
      case 'peaks':
        if (shown !== undefined) show(assetId, withPeaks(shown, message))
        return
      case 'done': {
        const { info, peaks, poster, strip } = message.made
        const saved = await engine.call('previews.save', { assetId, key, info, peaks, poster, strip })
        // What isn't kept has no address: the waveform is shown, the strip is not.
        const kept = keptPreview(key, info, peaks)
        if (isUnderWay(job)) show(assetId, saved.ok ? kept : { ...kept, strip: null })
        return over(job, saved.ok ? nextAfterMs : afterTroubleMs)
      }
      case 'failed': {
        const readable = await world.canRead(job.url)
        if (readable) await engine.call('previews.failed', { assetId, key, reason: message.reason })
        return over(job, readable ? nextAfterMs : afterTroubleMs)
      }
    }
  }

  /** A question that is due already stays: changes that come all the time must not put it off for ever. */
  const askSoon = (ms: number) => {
    if (!working || cancelAsking !== null) return
    cancelAsking = world.after(ms, () => {
      cancelAsking = null
      void ask()
    })
  }
  const ask = async () => {
    if (asking || playing || front !== null || back !== null) return
    asking = true
    const next = await engine.call('previews.next', {})
    asking = false
    if (!working || !next.ok || next.value === null || isUnderWay(next.value)) return
    back = begin(next.value, backPace())
  }

  const stopAll = () => {
    front?.making.stop()
    back?.making.stop()
    front = null
    back = null
  }

  const makeNow = (job: PreviewJob) => {
    if (back?.job.assetId === job.assetId) {
      front = back
      back = null
    } else front = begin(job, { paused: false, gentle: playing })
    setPaces()
  }

  return {
    ...store,

    /** The person looks at this file: its pictures first. */
    async open(assetId: number): Promise<void> {
      openId = assetId
      const found = await engine.call('previews.of', { assetId })
      if (openId !== assetId || !found.ok) return
      const state = found.value
      if (state.kind === 'wanted') {
        if (front?.job.assetId !== assetId) makeNow(state.job)
        return
      }
      if (state.kind === 'failed') return
      const peaks = state.info.peaks === null ? null : await world.read(previewUrl(state.key, 'peaks'))
      if (openId === assetId) show(assetId, keptPreview(state.key, state.info, peaks))
    },

    /** What has been begun goes on, behind. */
    close(assetId: number): void {
      if (openId === assetId) openId = null
      if (front?.job.assetId === assetId) {
        // Of two, the one begun later is what was looked at; the other comes again by itself.
        back?.making.stop()
        back = front
        front = null
      }
      setPaces()
      forgetUnneeded(assetId)
      askSoon(nextAfterMs)
    },

    setPlaying(now: boolean): void {
      if (playing === now) return
      playing = now
      setPaces()
      if (!playing) askSoon(nextAfterMs)
    },

    start(): () => void {
      working = true
      askSoon(firstAfterMs)
      const stops = [
        engine.on('change', ({ downloads, list }) => {
          if (downloads || list) askSoon(firstAfterMs)
        }),
        engine.on('library.state', () => {
          stopAll()
          store.setState({ shown: new Map() })
          askSoon(firstAfterMs)
        }),
        engine.onResnapshot(() => askSoon(firstAfterMs)),
      ]
      return () => {
        working = false
        cancelAsking?.()
        cancelAsking = null
        stopAll()
        for (const stop of stops) stop()
      }
    },
  }
}
