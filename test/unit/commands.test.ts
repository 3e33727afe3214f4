// What the window may ask of the engine, as the contract has it.
import { expect, test } from 'vitest'
import { commands } from '../../preload/contract/commands.ts'

test('what is asked for all of a long list may name all of it', () => {
  const recordingIds = Array.from({ length: 250_000 }, (_, index) => index + 1)
  const target = { kind: 'recordings', recordingIds }
  expect(commands['removal.preview'].input.safeParse({ target }).success).toBe(true)
  expect(commands['removal.run'].input.safeParse({ target, onlyCopyIds: recordingIds }).success).toBe(true)
  expect(commands['downloads.start'].input.safeParse({ target: { ...target, types: null } }).success).toBe(true)
})
