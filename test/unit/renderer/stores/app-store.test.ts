// Two libraries asked for one right after the other: whoever asked for the first must not go on in the second.
import { beforeEach, expect, test, vi } from 'vitest'
import { ok } from '../../../../preload/contract/result.ts'
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
