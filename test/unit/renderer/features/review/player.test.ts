// The player's pure parts: J K L, in and out, undoing a move, speeds, stepping through frames, where to start, the keys.
import { describe, expect, test } from 'vitest'
import { actionOf, chordOf, keyGroups } from '../../../../../renderer/commands/review-keys.ts'
import { FrameTimes } from '../../../../../renderer/features/review/player/frame-times.ts'
import {
  loopJump,
  movedBy,
  noRange,
  withIn,
  withOut,
} from '../../../../../renderer/features/review/player/loop-range.ts'
import { afterSeek, noSeeks, undoSeek } from '../../../../../renderer/features/review/player/seek-history.ts'
import {
  nextShuttle,
  type Shuttle,
  type ShuttleKey,
  still,
} from '../../../../../renderer/features/review/player/shuttle.ts'
import { faster, slower } from '../../../../../renderer/features/review/player/speeds.ts'

/** What the keys lead to, from standing still at the chosen speed. */
function pressed(keys: string, chosen = 1): { readonly shuttle: Shuttle; readonly chosen: number } {
  let step = { shuttle: still, chosen }
  for (const key of keys) step = nextShuttle(step.shuttle, key as ShuttleKey, step.chosen)
  return step
}

describe('J K L', () => {
  test('L plays, then faster with each press, up to four times', () => {
    expect(pressed('l').shuttle).toEqual({ kind: 'forward', speed: 1 })
    expect(pressed('ll').shuttle).toEqual({ kind: 'forward', speed: 1.5 })
    expect(pressed('llll').shuttle).toEqual({ kind: 'forward', speed: 3 })
    expect(pressed('llllllll').shuttle).toEqual({ kind: 'forward', speed: 4 })
  })

  test('L begins at the chosen speed and leaves it chosen', () => {
    expect(pressed('l', 1.25)).toEqual({ shuttle: { kind: 'forward', speed: 1.25 }, chosen: 1.25 })
    expect(pressed('ll', 1.25)).toEqual({ shuttle: { kind: 'forward', speed: 1.5 }, chosen: 1.25 })
  })

  test('J winds back, faster with each press; L turns round', () => {
    expect(pressed('j').shuttle).toEqual({ kind: 'back', speed: 1 })
    expect(pressed('lljjj').shuttle).toEqual({ kind: 'back', speed: 4 })
    expect(pressed('jjl').shuttle).toEqual({ kind: 'forward', speed: 1 })
  })

  test('K stops from anywhere; once more, and the speed is 1 again', () => {
    expect(pressed('lllk', 1.5)).toEqual({ shuttle: still, chosen: 1.5 })
    expect(pressed('jjk').shuttle).toEqual(still)
    expect(pressed('lkk', 1.5)).toEqual({ shuttle: still, chosen: 1 })
  })
})

describe('in and out', () => {
  const range = withOut(withIn(noRange, 10_000), 20_000)
  const looping = { ...range, looping: true }

  test('loop when the out point is crossed', () => {
    expect(loopJump(looping, 19_990, 20_005)).toBe(10_000)
    expect(loopJump(looping, 15_000, 15_020)).toBeNull()
  })

  test('let whoever has gone beyond the out point be', () => {
    expect(loopJump(looping, 25_000, 25_020)).toBeNull()
  })

  test('do nothing unless the loop is on; without an in point it begins at the start', () => {
    expect(loopJump(range, 19_990, 20_005)).toBeNull()
    expect(loopJump({ inMs: null, outMs: 5000, looping: true }, 4990, 5010)).toBe(0)
  })

  test('mean the same moments in a source that began at another time', () => {
    expect(movedBy(looping, -9000)).toEqual({ inMs: 1000, outMs: 11_000, looping: true })
    expect(movedBy(range, -12_000)).toEqual({ inMs: null, outMs: 8000, looping: false })
    expect(movedBy(looping, -30_000)).toEqual(noRange)
  })

  test('never stand the wrong way round', () => {
    expect(withIn(range, 25_000)).toMatchObject({ inMs: 25_000, outMs: null })
    expect(withOut(range, 5000)).toMatchObject({ inMs: null, outMs: 5000 })
  })
})

describe('undoing a move', () => {
  test('goes back where one was, move by move', () => {
    const history = afterSeek(afterSeek(noSeeks, 1000, 0), 50_000, 5000)
    const first = undoSeek(history)
    expect(first?.toMs).toBe(50_000)
    expect(first && undoSeek(first.history)?.toMs).toBe(1000)
    expect(undoSeek(noSeeks)).toBeNull()
  })

  test('takes a row of quick skips as one', () => {
    const quick = [0, 300, 900, 1900].reduce((history, at, index) => afterSeek(history, index * 5000, at), noSeeks)
    expect(undoSeek(quick)?.toMs).toBe(0)
  })
})

test('speeds go step by step and stop at the ends', () => {
  expect([slower(1), faster(1), slower(0.25), faster(4), faster(1.1)]).toEqual([0.75, 1.25, 0.25, 4, 1.25])
})

describe('stepping', () => {
  // Still pictures in between, as composites have them: one frame lasts two seconds.
  const starts = [0, 0.04, 0.08, 2.08, 2.12, 2.13]
  const frames = new FrameTimes(
    {
      getPacket: async (timestamp) => {
        const at = starts.findLastIndex((start) => start <= timestamp)
        return at === -1 ? null : { timestamp: starts[at] ?? 0, duration: 0.04 }
      },
    },
    () => undefined,
  )

  test('forward shows every frame once, however long each lasts, and ends', async () => {
    const seen = [0]
    for (let at = await frames.after(0); at !== null; at = await frames.after(at + 0.001)) seen.push(at)
    expect(seen).toEqual(starts)
  })

  test('begins with the frame on the screen, though the element’s clock is a little before its start', async () => {
    expect([await frames.after(0.08 - 1e-9), await frames.before(0.08 - 1e-9)]).toEqual([2.08, 0.04])
  })

  test('back shows them the other way round', async () => {
    const seen: number[] = []
    for (let at = await frames.before(2.2); at !== null; at = await frames.before(at + 0.001)) seen.push(at)
    expect(seen).toEqual([2.12, 2.08, 0.08, 0.04, 0])
  })
})

describe('keys', () => {
  const none = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false }
  const press = (key: string, held: Partial<Parameters<typeof actionOf>[0]> = {}) =>
    actionOf({ ...none, key, code: '', ...held })

  test('mean what the sheet says', () => {
    expect(press(' ')).toBe('toggle')
    expect(press('ArrowLeft', { shiftKey: true })).toBe('leap-back')
    expect(press('f')).toBe('fullscreen')
    expect(press('f', { ctrlKey: true })).toBe('find')
    expect(press('z', { metaKey: true })).toBe('undo')
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('redo')
    expect(press('m')).toBe('marker')
    expect(press('M', { shiftKey: true })).toBe('mute')
    expect(press('S', { shiftKey: true })).toBe('save-frame')
  })

  test('are signs wherever the keyboard has them, and letters whatever caps lock does', () => {
    expect(press('?', { shiftKey: true })).toBe('help')
    expect(press('L')).toBe('shuttle-forward')
  })

  test('are signs behind Option as well, as German, French and Spanish keyboards have them, and behind AltGr', () => {
    expect(press('[', { code: 'Digit5', altKey: true })).toBe('slower')
    expect(press('\\', { code: 'Digit7', altKey: true, shiftKey: true })).toBe('normal-speed')
    expect(press(']', { code: 'Digit9', altKey: true, ctrlKey: true })).toBe('faster')
    expect(press('µ', { code: 'KeyM', altKey: true })).toBeNull()
    expect(press('0', { code: 'Digit0', altKey: true })).toBeNull()
  })

  test('lie where they lie on a keyboard of another script', () => {
    expect(press('ь', { code: 'KeyM' })).toBe('marker')
    expect(press('Ь', { code: 'KeyM', shiftKey: true })).toBe('mute')
    expect(press('צ', { code: 'KeyM' })).toBe('marker')
    expect(press('я', { code: 'KeyZ', ctrlKey: true })).toBe('undo')
    expect(press('х', { code: 'BracketLeft' })).toBe('slower')
    expect(press('Ю', { code: 'Period', shiftKey: true })).toBe('next-marker')
    expect(press('ื', { code: 'KeyN' })).toBe('marker-range')
    expect(actionOf({ ...none, key: 'о', code: 'KeyJ' }, 'k')).toBe('frame-back')
  })

  test('are what they type where it is Latin, wherever it lies', () => {
    expect(press('a', { code: 'KeyQ' })).toBeNull()
    expect(press('m', { code: 'Semicolon' })).toBe('marker')
    expect(press('ö', { code: 'Semicolon' })).toBeNull()
  })

  test('J and L step by frames while K is held, and mean themselves again after', () => {
    const key = (name: string) => ({ ...none, key: name, code: '' })
    expect([actionOf(key('j'), 'k'), actionOf(key('L'), 'k')]).toEqual(['frame-back', 'frame-forward'])
    expect([actionOf(key('i'), 'k'), actionOf(key('j'))]).toEqual(['set-in', 'shuttle-back'])
  })

  test('leave every other chord to the system', () => {
    expect(press('r', { metaKey: true })).toBeNull()
    expect(press('ArrowLeft', { altKey: true })).toBeNull()
    expect(press('c', { ctrlKey: true })).toBeNull()
  })

  test('have one meaning each', () => {
    const chords = keyGroups.flatMap(({ lines }) => lines.flatMap(({ keys }) => keys.flatMap(([, ...each]) => each)))
    expect(new Set(chords).size).toBe(chords.length)
    expect(chordOf('undo-seek')).toBe('u')
  })
})
