/** Chooses a recording of the list by its id, so that the details show it; in a session that is closed, its session. */
import { itemAt } from '../../../stores/library-items.ts'
import { select } from '../../../stores/selection.ts'
import { library } from '../../../stores/stores.ts'

export function chooseRecording(id: number): void {
  const { items, selection } = library.getState()
  const index = items.keys.findIndex((_, at) => {
    const item = itemAt(items, at)
    return item?.kind === 'group' ? item.members.includes(id) : item?.id === id
  })
  const key = items.keys[index]
  if (key !== undefined) library.choose(select(items.keys, selection, key, 'one'))
}
