// Which kept credentials a workspace's are: what is disconnected must not stay.
import { expect, test } from 'vitest'
import { forgetting, keeping, learning } from '../../../main/shell/kept-connections.ts'
import { type KeptConnection, keptConnection } from '../../../preload/contract/control.ts'

const address = 'https://api.100ms.live/v2'

function kept(accessKey: string, more: Partial<KeptConnection> = {}): KeptConnection {
  const credentials = { kind: 'key' as const, accessKey, appSecret: 'secret' }
  return { apiUrl: address, credentials, identity: accessKey, customerId: null, name: 'Studio', ...more }
}
const whose = { apiUrl: address, identity: 'one', customerId: null }

test.each([
  'https://api.100ms.live/v2/',
  'https://api.100ms.live:443/v2',
  'HTTPS://API.100ms.live/v2',
  'https://api.100ms.live/v2?x=1',
])('What was kept as %s is forgotten, and replaced, by the usual address', (apiUrl) => {
  const other = kept('two')
  expect(forgetting([kept('one', { apiUrl }), other], whose)).toEqual([other])
  expect(keeping([kept('one', { apiUrl })], kept('one'))).toEqual([kept('one')])
})

test('The same access key at another address is another’s', () => {
  const elsewhere = kept('one', { apiUrl: 'https://stage.example/v2' })
  expect(forgetting([elsewhere], whose)).toEqual([elsewhere])
})

test('A workspace’s earlier access keys are forgotten with the one it has now', () => {
  const known = learning([kept('old'), kept('other')], [{ apiUrl: address, identity: 'old', customerId: 'customer' }])
  const other = kept('other')
  expect(known).toEqual([kept('old', { customerId: 'customer' }), other])
  const both = keeping(known ?? [], kept('new'))
  expect(forgetting(both, { apiUrl: address, identity: 'new', customerId: 'customer' })).toEqual([other])
})

test('What is known already, or not told, changes nothing', () => {
  const one = kept('one', { customerId: 'customer' })
  expect(learning([one], [{ ...whose, customerId: 'customer' }])).toBeNull()
  expect(learning([one], [whose])).toBeNull()
})

test('Credentials kept before customers were can be read', () => {
  const { customerId: _, ...before } = kept('one')
  expect(keptConnection.parse(before)).toEqual(kept('one'))
})
