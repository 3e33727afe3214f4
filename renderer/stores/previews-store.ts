/**
 * Pictures of files: brings those that the engine keeps, and has the others made, the opened file first, the rest of the
 * library one by one behind it. Nothing of the rest is made while something plays. What isn't finished is kept, too.
 */
import { createStore } from 'zustand/vanilla'
import type { PreviewJob } from '../../preload/contract/preview.ts'
import { previewUrl } from '../../preload/contract/preview-terms.ts'
import type { StartMaking } from '../previews/making.ts'
import type { FromWorker } from '../previews/messages.ts'
import { keptPreview, type ShownPreview, shownAfter } from '../previews/shown-preview.ts'
import { delayed } from './delayed.ts'
import type { EngineLink } from './engine-link.ts'
import { PreviewWorks } from './preview-works.ts'

export type PreviewsState = {
  /** By asset; of the file that is open, and of the one whose pictures are being made. */
  readonly shown: ReadonlyMap<number, ShownPreview>
}

export type PreviewWorld = {
  readonly startMaking: StartMaking
  /** The bytes behind an address of the media protocol; null: it can't be read. */
  readonly read: (url: string) => Promise<Uint8Array | null>
  readonly canRead: (url: string) => Promise<boolean>
}

/** Not at once: the window, a sync and a review that is just opening have more urgent things to do. */
const firstAfterMs = 4000
const nextAfterMs = 500
/** The file could not be read, or its pictures not be kept: it waits so long, and after a few such its drive seems to be away. */
const afterTroubleMs = 600_000
const mostTroubles = 3

export type PreviewsStore = ReturnType<typeof createPreviewsStore>

export function createPreviewsStore(engine: EngineLink, world: PreviewWorld) {
  const store = createStore<PreviewsState>(() => ({ shown: new Map() }))
  const works = new PreviewWorks(world.startMaking, (job, message) => void hear(job, message))
  let openId: number | null = null
  let working = false
  let asking = false
  /** Those that couldn't be read or kept: all others go first. */
  const troubled = new Set<number>()
  /** Another library, or the same one opened again: an answer of before is of other files. */
  let opened = 0

  const show = (assetId: number, preview: ShownPreview | null) => {
    const shown = new Map(store.getState().shown)
    if (preview === null) shown.delete(assetId)
    else shown.set(assetId, preview)
    store.setState({ shown })
  }
  const forgetUnneeded = (assetId: number) => {
    if (assetId !== openId && !works.has(assetId)) show(assetId, null)
  }
  const over = (job: PreviewJob, askAfterMs: number) => {
    works.end(job)
    forgetUnneeded(job.assetId)
    askSoon(askAfterMs)
  }
  const failed = (job: PreviewJob) => {
    troubled.add(job.assetId)
    over(job, troubled.size < mostTroubles ? nextAfterMs : afterTroubleMs)
  }

  const hear = async (job: PreviewJob, message: FromWorker) => {
    if (!works.isUnderWay(job)) return
    const { assetId, key } = job
    const before = store.getState().shown.get(assetId)
    const now = shownAfter(before, message)
    if (now !== undefined && now !== before) show(assetId, now)
    switch (message.kind) {
      case 'so-far':
        await engine.call('previews.keep', { assetId, key, begun: message.begun })
        return
      case 'left': {
        if (message.begun !== null) await engine.call('previews.keep', { assetId, key, begun: message.begun })
        over(job, firstAfterMs)
        // Opened again meanwhile: it goes on from there.
        return openId === assetId ? look(assetId) : undefined
      }
      case 'done': {
        const saved = await engine.call('previews.save', { assetId, key, ...message.made })
        return saved.ok ? over(job, nextAfterMs) : failed(job)
      }
      case 'failed': {
        const readable = await world.canRead(job.url)
        if (readable) await engine.call('previews.failed', { assetId, key, reason: message.reason })
        return readable ? over(job, nextAfterMs) : failed(job)
      }
    }
  }

  const question = delayed(() => void ask())
  const askSoon = (ms: number) => {
    if (working) question.in(ms)
  }
  const ask = async () => {
    if (asking || works.playing || !works.areNone) return
    asking = true
    const asked = opened
    const next = await engine.call('previews.next', { except: [...troubled] })
    asking = false
    if (!working || !next.ok || asked !== opened) return
    if (next.value !== null) {
      if (!works.has(next.value.assetId)) works.makeBehind(next.value)
    } else if (troubled.size > 0) {
      troubled.clear()
      askSoon(afterTroubleMs)
    }
  }

  const look = async (assetId: number) => {
    const found = await engine.call('previews.of', { assetId })
    if (openId !== assetId || !found.ok) return
    const state = found.value
    if (state.kind === 'wanted') {
      works.makeNow(state.job)
      return
    }
    if (state.kind === 'failed') return
    const peaks = state.info.peaks === null ? null : await world.read(previewUrl(state.key, 'peaks'))
    if (openId === assetId) show(assetId, keptPreview(state.key, state.info, peaks))
  }

  return {
    ...store,

    /** The person looks at this file: its pictures first. */
    async open(assetId: number): Promise<void> {
      openId = assetId
      if (!works.isLeaving(assetId)) await look(assetId)
    },

    /** What has been made is kept; the rest is made when it is opened again, or when it is its turn. */
    close(assetId: number): void {
      if (openId === assetId) openId = null
      works.leave(assetId)
      forgetUnneeded(assetId)
      askSoon(firstAfterMs)
    },

    setPlaying(now: boolean): void {
      if (works.playing === now) return
      works.setPlaying(now)
      if (!now) askSoon(nextAfterMs)
    },

    start(): () => void {
      working = true
      askSoon(firstAfterMs)
      const stops = [
        engine.on('change', ({ downloads, list }) => {
          if (downloads || list) askSoon(firstAfterMs)
        }),
        engine.on('library.state', () => {
          works.stopAll()
          opened += 1
          troubled.clear()
          store.setState({ shown: new Map() })
          // A library that was only opened again has the same room on the screen.
          if (openId !== null) void look(openId)
          askSoon(firstAfterMs)
        }),
        engine.onResnapshot(() => askSoon(firstAfterMs)),
      ]
      return () => {
        working = false
        question.cancel()
        works.stopAll()
        for (const stop of stops) stop()
      }
    },
  }
}
