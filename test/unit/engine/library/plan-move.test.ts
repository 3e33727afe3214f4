// Where a library goes that is moved to a folder of Windows, whose drives and shares are their own parents.
import { win32 } from 'node:path'
import { expect, test } from 'vitest'
import { placeFor } from '../../../../main/engine/library/plan-move.ts'

test.each([
  ['an empty mapped drive', 'Z:\\', true, 'Z:\\Show'],
  ['an empty share', '\\\\nas\\video\\', true, '\\\\nas\\video\\Show'],
  ['an empty folder', 'Z:\\Archive', true, 'Z:\\Archive'],
  ['a folder with something in it, or where a drive is mounted', 'Z:\\Archive', false, 'Z:\\Archive\\Show'],
])('%s', (_, chosen, isAnyFolder, expected) => {
  expect(placeFor('C:\\Users\\ann\\Videos\\Show', chosen, isAnyFolder, win32)).toBe(expected)
})

test('a library that is a whole drive gets a name where it can’t be the folder itself', () => {
  expect(placeFor('E:\\', 'C:\\Shows', false, win32)).toBe('C:\\Shows\\Dailies')
})
