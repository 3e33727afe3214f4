import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accepts,
  type Download,
  type DownloadEvent,
  next,
  type StoredState,
} from '../../../../main/engine/core/download/download.ts'

const reason = { kind: 'server', text: 'The storage struggles.' } as const

const states: Readonly<Record<StoredState, Download>> = {
  queued: { state: 'queued', attempts: 2 },
  running: { state: 'running', attempts: 2 },
  waiting: { state: 'waiting', attempts: 2, retryAtMs: 5, reason },
  paused: { state: 'paused', attempts: 2 },
  done: { state: 'done', finishedMs: 9, doubt: null },
  failed: { state: 'failed', attempts: 10, reason },
  unavailable: { state: 'unavailable', reason },
  cancelled: { state: 'cancelled' },
  removed: { state: 'removed' },
}

const events: readonly DownloadEvent[] = [
  { kind: 'start' },
  { kind: 'retry' },
  { kind: 'claim' },
  { kind: 'release' },
  { kind: 'put-off', attempts: 3, retryAtMs: 100, reason },
  { kind: 'due' },
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'cancel' },
  { kind: 'finish', atMs: 50, doubt: null },
  { kind: 'give-up', attempts: 10, reason },
  { kind: 'cannot-be-had', reason },
  { kind: 'remove' },
]

const leadsTo: Readonly<Record<DownloadEvent['kind'], StoredState>> = {
  start: 'queued',
  retry: 'queued',
  claim: 'running',
  release: 'queued',
  'put-off': 'waiting',
  due: 'queued',
  pause: 'paused',
  resume: 'queued',
  cancel: 'cancelled',
  finish: 'done',
  'give-up': 'failed',
  'cannot-be-had': 'unavailable',
  remove: 'removed',
}

const cells = Object.values(states).flatMap((from) => events.map((event) => ({ from, event })))

test.each(cells)('$from.state, $event.kind', ({ from, event }) => {
  const after = next(from, event)
  if (accepts[event.kind].includes(from.state)) expect(after.state).toBe(leadsTo[event.kind])
  else expect(after).toBe(from)
})

describe('attempts', () => {
  test('a person’s word gives a fresh set of them', () => {
    expect(next(states.failed, { kind: 'retry' })).toEqual({ state: 'queued', attempts: 0 })
    expect(next(states.waiting, { kind: 'start' })).toEqual({ state: 'queued', attempts: 0 })
  })

  test('a pause, a stop of the engine and waiting cost none', () => {
    for (const event of [{ kind: 'pause' }, { kind: 'release' }] as const) {
      expect(next(states.running, event)).toMatchObject({ attempts: 2 })
    }
    expect(next(states.waiting, { kind: 'due' })).toEqual({ state: 'queued', attempts: 2 })
  })
})

test('whatever happens, only a finished file is done, and only that or a person brings back what was removed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (happened) => {
      let download: Download = states.queued
      for (const event of happened) {
        const after = next(download, event)
        if (after.state === 'done' && download.state !== 'done') expect(event.kind).toBe('finish')
        if (download.state === 'removed' && after.state !== 'removed') expect(['start', 'finish']).toContain(event.kind)
        download = after
      }
    }),
  )
})
