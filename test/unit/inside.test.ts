import { parse } from 'node:path'
import { expect, test } from 'vitest'
import { isInside } from '../../main/inside.ts'

const drive = parse(process.cwd()).root

test('a path is inside of a folder by its parts, not by its letters', () => {
  const folder = `${drive}shows`
  expect(isInside(folder, `${folder}/morning`)).toBe(true)
  expect(isInside(folder, `${folder}/..morning`)).toBe(true)
  expect(isInside(folder, `${folder}-2/morning`)).toBe(false)
  expect(isInside(folder, folder)).toBe(false)
  expect(isInside(`${folder}/morning`, folder)).toBe(false)
})

test('everything of a drive is inside of its root', () => {
  expect(isInside(drive, `${drive}shows`)).toBe(true)
  expect(isInside(`${drive}shows`, drive)).toBe(false)
  expect(isInside(drive, drive)).toBe(false)
})
