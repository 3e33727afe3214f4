/** Does what a line of the palette stands for. Resolves with what is to be said, if anything. */
import { atList, atRoom, emptyFilter } from '../../stores/filter.ts'
import { app, library, offers } from '../../stores/stores.ts'
import type { PaletteOption } from './palette-options.ts'

export async function runOption(option: Exclude<PaletteOption, { kind: 'more' }>): Promise<string | null> {
  switch (option.kind) {
    case 'recording':
      app.review(option.row.id)
      return null
    case 'hit':
      app.reviewHit(option.hit)
      return null
    case 'list':
      library.ask({ filter: atList(emptyFilter, option.list) })
      app.go({ kind: 'library' })
      return null
    case 'room':
      library.ask({ filter: atRoom(emptyFilter, option.room.id) })
      app.go({ kind: 'library' })
      return null
    case 'command':
      offers.run(option.command.action)
      return null
  }
}
