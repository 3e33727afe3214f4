import { describe, expect, test } from 'vitest'
import { firstStage, type Stage, stageWithHealth, stageWithLibrary } from '../../../../renderer/stores/app-stage.ts'

describe('the first screen', () => {
  const facts = { openPath: '/library', lastPath: '/library', workspaces: 1, policyAsked: true }

  test.each([
    ['a library that is open', facts, { kind: 'ready' }],
    ['nothing yet', { ...facts, openPath: null, lastPath: null }, { kind: 'setup', step: 'connect' }],
    ['a drive that is away', { ...facts, openPath: null }, { kind: 'missing', path: '/library', heldId: null }],
    ['a first run that was interrupted', { ...facts, policyAsked: false }, { kind: 'setup', step: 'choose' }],
    ['a library without any workspace', { ...facts, workspaces: 0, policyAsked: false }, { kind: 'ready' }],
  ])('for %s', (_, given, stage) => expect(firstStage(given)).toEqual(stage))
})

describe('as the library goes and comes', () => {
  const ready: Stage = { kind: 'ready' }
  const away: Stage = { kind: 'missing', path: '/library', heldId: 7 }

  test('the room that stands is held while it is away, and all is there again with it', () => {
    expect(stageWithLibrary(ready, { before: '/library', now: null }, 7)).toEqual(away)
    expect(stageWithLibrary(away, { before: null, now: '/library' }, 7)).toEqual(ready)
    expect(
      stageWithHealth(
        ready,
        { library: { path: '/library', error: { kind: 'library-missing', message: 'It is away.' } } },
        7,
      ),
    ).toEqual(away)
  })

  test('setup and a window that only starts go on', () => {
    for (const stage of [{ kind: 'starting' }, { kind: 'setup', step: 'done' }] as const) {
      expect(stageWithLibrary(stage, { before: '/library', now: null }, null)).toBe(stage)
      expect(stageWithLibrary(stage, { before: null, now: '/library' }, null)).toBe(stage)
    }
    expect(stageWithLibrary(ready, { before: null, now: null }, null)).toBe(ready)
    expect(stageWithHealth(ready, { library: null }, 7)).toBe(ready)
  })
})
