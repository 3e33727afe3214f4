import { expect, test } from 'vitest'
import { statusFromRaw, statusMatches, statusOfFilterWord } from '../../../main/engine/core/status.ts'
import { statusWords } from '../../../preload/contract/recording-terms.ts'

test('both dialects are read with one table', () => {
  const read = (words: string) => words.split(' ').map((word) => statusWords[statusFromRaw(word)])
  expect(read('queued init running paused completed failed')).toEqual(
    'Queued Queued Recording Paused Ready Failed'.split(' '),
  )
  expect(read('starting running stopping post_processing completed failed')).toEqual(
    'Queued Recording Finishing Finishing Ready Failed'.split(' '),
  )
})

test('a status nobody told us of is unknown, and so are words that objects have of themselves', () => {
  for (const word of ['teleporting', '', 'constructor', '__proto__', 'toString'])
    expect(statusFromRaw(word)).toBe('unknown')
  expect(statusFromRaw(null)).toBe('unknown')
})

test('a filter takes a word of either dialect, or what the window shows', () => {
  for (const word of ['starting', 'init', 'queued', 'Queued']) expect(statusOfFilterWord(word)).toBe('queued')
  for (const word of ['post_processing', 'Finishing', 'stopping']) expect(statusOfFilterWord(word)).toBe('finishing')
  for (const word of ['Ready', 'completed', 'ready']) expect(statusOfFilterWord(word)).toBe('ready')
  expect(statusOfFilterWord('recording')).toBe('recording')
  expect(statusOfFilterWord('Unknown')).toBe('unknown')
  expect(statusOfFilterWord('nonsense')).toBeNull()
})

test('a recording passes a filter in the words of the other dialect, and by a raw word we do not know', () => {
  expect(statusMatches('starting', { status: 'queued', statusRaw: 'init' })).toBe(true)
  expect(statusMatches('completed', { status: 'recording', statusRaw: 'running' })).toBe(false)
  expect(statusMatches('teleporting', { status: 'unknown', statusRaw: 'teleporting' })).toBe(true)
  expect(statusMatches('teleporting', { status: 'unknown', statusRaw: 'other' })).toBe(false)
})
