import { expect, test } from 'vitest'
import { DragOut } from '../../../main/shell/drag-out.ts'
import { ok } from '../../../preload/contract/result.ts'

test('what was let go before its path is known is not dragged; what is held is', async () => {
  const dragged: (readonly string[])[] = []
  const out = new DragOut(async () => ok(['/films/a.mp4']), { startDrag: (files) => dragged.push(files) })
  const letGo = out.start({ kind: 'asset', id: 1 })
  out.end()
  expect(await letGo).toEqual(ok(null))
  expect(dragged).toEqual([])

  expect(await out.start({ kind: 'asset', id: 1 })).toEqual(ok(null))
  expect(dragged).toEqual([['/films/a.mp4']])
})
