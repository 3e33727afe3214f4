/**
 * Tells the engine when the system says that the network came, went or became another one, and after sleep, so that
 * nothing waits for its next try by itself. Looks now and then, for Electron's main process is told of none of it.
 */
import { networkInterfaces } from 'node:os'
import { net, powerMonitor } from 'electron'
import { NetworkLook } from './network-look.ts'

const lookEveryMs = 5000

export function watchNetwork(tell: (online: boolean) => void): void {
  const network = new NetworkLook({ isOnline: () => net.isOnline(), addresses: ownAddresses }, tell)
  setInterval(() => network.look(), lookEveryMs).unref()
  powerMonitor.on('resume', () => network.woke())
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return all.filter(({ internal }) => !internal).map(({ address }) => address)
}
