/** A link to a server that is far away: what passes arrives half a round trip later, and a connection's first bytes a whole one more. */
import { connect, createServer, type Socket } from 'node:net'
import { argument, reply } from './talk.ts'

const target = new URL(argument('to'))
const roundTripMs = Number(argument('roundTripMs'))

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ host: target.hostname, port: Number(target.port), noDelay: true })
  // The handshake, which happened on this computer in no time.
  pass(near, far, roundTripMs / 2, performance.now() + roundTripMs * 1.5)
  pass(far, near, roundTripMs / 2, 0)
})

function pass(from: Socket, to: Socket, delayMs: number, notBeforeMs: number): void {
  // Timers of different lengths may change places, bytes must not: whichever fires does what is next.
  const waiting: (() => void)[] = []
  const later = (run: () => void) => {
    waiting.push(run)
    setTimeout(() => waiting.shift()?.(), Math.max(delayMs, notBeforeMs - performance.now()))
  }
  from.on('data', (chunk) => {
    later(() => {
      if (!to.write(chunk)) from.pause()
    })
  })
  to.on('drain', () => from.resume())
  from.on('end', () => later(() => to.end()))
  from.on('error', () => to.destroy())
  from.on('close', () => later(() => to.destroy()))
}

process.once('disconnect', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const near = new URL(target)
  near.hostname = '127.0.0.1'
  near.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  reply({ url: near.href.replace(/\/$/, '') })
})
