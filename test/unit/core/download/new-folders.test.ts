// A new folder's name is on the disk before a file in it counts.
import { expect, test } from 'vitest'
import { NewFolders } from '../../../../main/engine/core/download/new-folders.ts'
import { ok } from '../../../../preload/contract/result.ts'

test('whoever comes later waits for the names that were asked for before, too', async () => {
  const release = new Map<string, () => void>()
  const folders = new NewFolders({
    makeFolder: ({ path }) => new Promise((resolve) => release.set(path, () => resolve(ok(null)))),
  })
  const done: string[] = []
  const first = folders.make([{ path: '/library/room', levels: 1 }]).then(() => done.push('first'))
  const second = folders.make([{ path: '/library/room/show', levels: 2 }]).then(() => done.push('second'))
  const third = folders.make([]).then(() => done.push('third'))
  release.get('/library/room/show')?.()
  await Promise.resolve()
  expect(done).toEqual([])
  release.get('/library/room')?.()
  await Promise.all([first, second, third])
  expect(done.toSorted()).toEqual(['first', 'second', 'third'])
})
