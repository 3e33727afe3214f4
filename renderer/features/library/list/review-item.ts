/** Opens what a line of the list stands for: a recording, or where in it something was found. */
import type { LibraryItem } from '../../../stores/library-items.ts'
import { app } from '../../../stores/stores.ts'

export function reviewItem(item: LibraryItem): void {
  if (item.kind === 'hit') app.reviewHit(item.hit)
  else app.review(item.id)
}
