// A clip that was stopped while the system still asked where it goes: whatever is answered then, nothing is saved.
import { beforeEach, expect, test, vi } from 'vitest'
import type { EngineHost } from '../../../main/shell/engine-host.ts'
import { ClipSaving } from '../../../main/shell/save-clip.ts'
import { ok } from '../../../preload/contract/result.ts'

/** The system's dialogs that wait for their answer, first asked first, and the windows they hang on. */
const open = vi.hoisted(() => ({ answers: [] as ((filePath: string) => void)[], parents: [] as unknown[] }))
const window = vi.hoisted(() => ({ isMinimized: () => false }))
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => [window] },
  dialog: {
    showSaveDialog: (parent: unknown) => {
      open.parents.push(parent)
      return new Promise((resolve) => {
        open.answers.push((filePath) => resolve({ canceled: filePath === '', filePath }))
      })
    },
  },
}))

const range = { assetId: 1, inMs: 0, outMs: 1000 }
let asked: string[]
let clips: ClipSaving

beforeEach(() => {
  open.answers = []
  open.parents = []
  asked = []
  const call = vi.fn(async (name: string, input: unknown) => {
    asked.push(name === 'clip.save' ? `${name} ${JSON.stringify(input)}` : name)
    return ok(name === 'clip.plan' ? { startMs: 0, inMs: 0, outMs: 1000, fileName: 'Show clip.mp4' } : null)
  })
  clips = new ClipSaving({ call: call as unknown as EngineHost['call'] })
})

async function dialogs(count: number): Promise<void> {
  await vi.waitFor(() => expect(open.answers).toHaveLength(count))
}

test('the dialog hangs on the window, and what is chosen in it is saved', async () => {
  const saved = clips.save(range)
  await dialogs(1)
  expect(open.parents).toEqual([window])
  open.answers[0]?.('/desk/a.mp4')
  expect(await saved).toEqual(ok({ savedAs: 'a.mp4' }))
  expect(clips.last()).toEqual(ok('/desk/a.mp4'))
})

test('what was stopped isn’t saved when its dialog is answered, and the next one is', async () => {
  const first = clips.save(range)
  await dialogs(1)
  await clips.stop()
  const second = clips.save(range)
  await dialogs(2)
  open.answers[0]?.('/desk/a.mp4')
  open.answers[1]?.('/desk/b.mp4')
  expect([await first, await second]).toEqual([ok({ savedAs: null }), ok({ savedAs: 'b.mp4' })])
  expect(asked.filter((name) => name.startsWith('clip.save'))).toEqual([
    `clip.save ${JSON.stringify({ ...range, path: '/desk/b.mp4' })}`,
  ])
})

test('what was stopped before the place was asked for asks for none', async () => {
  const saved = clips.save(range)
  await clips.stop()
  expect(await saved).toEqual(ok({ savedAs: null }))
  expect(open.answers).toEqual([])
})
