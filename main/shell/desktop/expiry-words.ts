/** What a person is told of files that 100ms deletes soon. */
import type { ExpiryNotice } from '../../../preload/contract/activity.ts'
import { nounOf } from '../../../preload/contract/count-terms.ts'
import { counted } from './count-words.ts'
import type { Words } from './notifications.ts'

export function expiryWords({ count, days }: ExpiryNotice): Words {
  const when = nounOf(days, 'within a day', `within ${days} days`)
  const many = nounOf(count, 'A recording has files', `${counted(count, 'recording')} have files`)
  return {
    title: `100ms deletes files ${when}`,
    body: `${many} that are not on this computer. What isn’t downloaded by then is gone.`,
  }
}
