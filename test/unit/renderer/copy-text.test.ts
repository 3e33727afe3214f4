// Copying says what became of it.
import { afterEach, expect, test, vi } from 'vitest'
import { copyText } from '../../../renderer/commands/copy-text.ts'

afterEach(() => vi.unstubAllGlobals())

test('what was copied is said, and that nothing was, with what to do', async () => {
  const written: string[] = []
  const clipboard = { writeText: async (text: string) => void written.push(text) }
  vi.stubGlobal('navigator', { clipboard })
  expect(await copyText('dailies://recording/1', 'Link copied')).toBe('Link copied')
  expect(written).toEqual(['dailies://recording/1'])
  clipboard.writeText = () => Promise.reject(new DOMException('Document is not focused.', 'NotAllowedError'))
  expect(await copyText('dailies://recording/1', 'Link copied')).toMatch(/couldn’t be copied.*Click into the window/)
})
