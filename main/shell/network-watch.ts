/**
 * Tells the engine when the system says that the network came or went, and after sleep, so that nothing waits for its next
 * try by itself. Looks now and then, for Electron's main process is told of neither.
 */
import { net, powerMonitor } from 'electron'

const lookEveryMs = 5000

export function watchNetwork(tell: (online: boolean) => void): void {
  let online = net.isOnline()
  const look = setInterval(() => {
    const now = net.isOnline()
    if (now === online) return
    online = now
    tell(online)
  }, lookEveryMs)
  look.unref()
  powerMonitor.on('resume', () => {
    online = net.isOnline()
    tell(online)
  })
}
