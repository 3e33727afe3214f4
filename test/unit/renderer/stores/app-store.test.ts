// Libraries asked for one right after the other, and one that can't be opened: what stands on the screen meanwhile and after.
import { beforeEach, expect, test, vi } from 'vitest'
import { err, ok } from '../../../../preload/contract/result.ts'
import type { Health } from '../../../../preload/contract/shell-events.ts'
import { createAppStore, type ShellLink } from '../../../../renderer/stores/app-store.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

/** Nothing is being typed. */
beforeEach(() => {
  vi.stubGlobal('document', { activeElement: null })
  vi.stubGlobal('HTMLInputElement', class {})
  vi.stubGlobal('HTMLTextAreaElement', class {})
  return () => vi.unstubAllGlobals()
})

test('who has asked for a library hears that another was opened over it, also where both could be opened', async () => {
  const engine = new FakeEngineLink()
  engine.answer('library.state', () => ({ path: null, writable: false, notices: [], timeZone: 'UTC' }))
  const opened: string[] = []
  let tellSettings = (): void => undefined
  const call = async (name: string, input: { path?: string }) => {
    if (name === 'library.open') opened.push(String(input.path))
    // The first is open; what it has to know besides takes its time.
    if (name === 'app.settings' && opened.length === 1) await new Promise<void>((told) => (tellSettings = told))
    return ok({})
  }
  const app = createAppStore(engine.link, { call, on: () => () => undefined } as unknown as ShellLink, async () => {})
  const first = app.openLibrary('/One')
  await vi.waitFor(() => expect(opened).toEqual(['/One']))
  const second = app.openLibrary('/Two')
  await vi.waitFor(() => expect(opened).toEqual(['/One', '/Two']))
  tellSettings()
  expect(await first).toMatchObject({ kind: 'cancelled' })
  expect(await second).toBeNull()
})

test('where neither the other library nor the one before can be opened, no room is held: it was left', async () => {
  const engine = new FakeEngineLink()
  const none = { path: null, writable: false, notices: [], timeZone: 'UTC' }
  engine.answer('library.state', () => none)
  const library = { path: '/One', error: { kind: 'library-missing' as const, message: 'It is away.' } }
  let hear = (_health: Health): void => undefined
  const link = (saysWhy: boolean) => ({
    call: async (name: string) => {
      if (name !== 'library.open') return err({ kind: 'internal', message: 'Nobody asks.' })
      if (saysWhy) hear({ engine: { kind: 'running' }, library })
      return err(library.error)
    },
    on: (_name: string, listen: typeof hear) => {
      hear = listen
      return () => undefined
    },
  })
  vi.stubGlobal('window', { addEventListener: () => undefined })
  for (const saysWhy of [false, true]) {
    const app = createAppStore(engine.link, link(saysWhy) as unknown as ShellLink, async () => {})
    app.start()
    await engine.settled()
    app.setState({ stage: { kind: 'ready' }, library: { ...none, path: '/One', writable: true } })
    app.review(7)
    expect(await app.openLibrary('/Two')).toEqual(library.error)
    expect(app.getState().stage).toEqual({ kind: 'missing', path: '/One', heldId: null })
  }
})
