import { describe, expect, test } from 'vitest'
import type { Trouble } from '../../../../preload/contract/library.ts'
import { adviceFor, troubleActions } from '../../../../renderer/features/library/trouble/trouble-words.ts'

const trouble = (kind: Trouble['kind'], onlyCopy = false): Trouble => ({
  ...{ kind, onlyCopy, assetId: 1, label: 'Composite', recordingId: 1, title: 'Show', startedMs: null },
  ...{ reason: null, step: null, expiresMs: null },
})

describe('what is offered for a file in trouble', () => {
  test.each(['unverified', 'unreadable', 'differs'] as const)(
    'an only copy that is %s is never replaced, for nothing would come in its place',
    (kind) => {
      expect(troubleActions(trouble(kind))).toContain('replace')
      expect(troubleActions(trouble(kind, true))).toEqual(['show', 'accept'])
      expect(adviceFor(trouble(kind, true))).not.toContain('ownload it again')
    },
  )

  test('what failed or can’t be had is tried again', () => {
    expect(troubleActions(trouble('failed'))).toEqual(['retry'])
    expect(troubleActions(trouble('unavailable', true))).toEqual(['retry'])
  })

  test('what trying again alone doesn’t help says what does, and leads there', () => {
    const refused: Trouble = { ...trouble('failed'), step: 'connect' }
    expect(troubleActions(refused)).toEqual(['settings', 'retry'])
    expect(adviceFor(refused)).toContain('Connect the workspace again')
    expect(troubleActions({ ...refused, step: 'log' })).toEqual(['log', 'retry'])
    expect(troubleActions({ ...refused, step: 'bucket' })).toEqual(['retry'])
  })
})
