import { describe, expect, test } from 'vitest'
import { NetworkLook } from '../../../main/shell/network-look.ts'

const network = { online: true, addresses: ['192.168.1.7', 'fe80::1'] }

function watched(start: Partial<typeof network> = {}) {
  const now = { ...network, ...start }
  const told: boolean[] = []
  const look = new NetworkLook({ isOnline: () => now.online, addresses: () => now.addresses }, (it) => told.push(it))
  return { now, told, look }
}

describe('the network', () => {
  test('is told when it goes and when it comes, once each', () => {
    const { now, told, look } = watched()
    look.look()
    now.online = false
    look.look()
    look.look()
    now.online = true
    look.look()
    look.look()
    expect(told).toEqual([false, true])
  })

  test('is told when it is another one, though it was never seen to go', () => {
    const { now, told, look } = watched()
    now.addresses = ['fe80::1', '192.168.1.7']
    look.look()
    expect(told).toEqual([])
    now.addresses = ['10.0.0.12']
    look.look()
    look.look()
    expect(told).toEqual([true])
  })

  test('is not told of addresses while there is none', () => {
    const { now, told, look } = watched({ online: false })
    now.addresses = []
    look.look()
    expect(told).toEqual([])
  })

  test('is told after sleep as it is then, and looked at from there on', () => {
    const { now, told, look } = watched()
    now.online = false
    look.woke()
    look.look()
    now.online = true
    look.look()
    look.woke()
    expect(told).toEqual([false, true, true])
  })
})
