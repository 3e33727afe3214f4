/** Dragging recordings, or one file, out to another program: the system takes over where the browser would begin. */
import { type DragEvent, useCallback } from 'react'
import type { Dragged } from '../../../../preload/contract/drag.ts'
import { shell } from '../../../api/shell.ts'
import { counted } from '../../../format/count.ts'
import { recordingsOf } from '../../../stores/library-items.ts'
import { select } from '../../../stores/selection.ts'
import { library } from '../../../stores/stores.ts'
import { useToast } from '../../../ui/toast.tsx'

/** As many as the shell takes at once. */
const mostAtOnce = 500

/** What is chosen, or the line under the pointer if that isn't. Its line carries `draggable` and `data-key`. */
export function useDragOut(): (event: DragEvent) => void {
  const drag = useDrag()
  const say = useToast()
  // The same function as long as it can be: a line is drawn again for another.
  return useCallback(
    (event) => {
      const line = event.target instanceof Element ? event.target.closest('[data-key]') : null
      if (line === null) return
      const key = Number(line.getAttribute('data-key'))
      const { items, selection } = library.getState()
      if (!selection.keys.has(key)) library.choose(select(items.keys, selection, key, 'one'))
      const chosen = recordingsOf(items, library.getState().selection.keys)
      if (chosen.length > mostAtOnce)
        say(`The first ${mostAtOnce} of ${counted(chosen.length, 'recording')} are dragged: no more go at once.`)
      drag(event, { kind: 'recordings', ids: chosen.slice(0, mostAtOnce) })
    },
    [drag, say],
  )
}

export function useDragAssetOut(assetId: number): (event: DragEvent) => void {
  const drag = useDrag()
  return (event) => drag(event, { kind: 'asset', id: assetId })
}

function useDrag(): (event: DragEvent, dragged: Dragged) => void {
  const say = useToast()
  return useCallback(
    (event, dragged) => {
      event.preventDefault()
      // Nothing of it is heard here any more once the system has taken over.
      const letGo = () => void shell.call('files.endDrag', {})
      window.addEventListener('pointerup', letGo, { once: true })
      void shell.call('files.drag', dragged).then((answer) => {
        window.removeEventListener('pointerup', letGo)
        if (!answer.ok) say(answer.error.message)
      })
    },
    [say],
  )
}
