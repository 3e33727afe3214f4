// Which of two versions is older.
import { expect, test } from 'vitest'
import { isOlderVersion } from '../../../main/engine/core/version-order.ts'

test('versions are in the order of their numbers, and what comes before a release is older than it', () => {
  const inOrder = [
    '0.9.0',
    '0.10.0-beta.2',
    '0.10.0-beta.10',
    '0.10.0',
    '0.10.1',
    '1.0.0-rc.1',
    '1.0.0',
    '1.2.0',
    '1.10.0',
  ]
  for (const [at, one] of inOrder.entries()) {
    for (const [otherAt, other] of inOrder.entries()) expect(isOlderVersion(one, other)).toBe(at < otherAt)
  }
})
