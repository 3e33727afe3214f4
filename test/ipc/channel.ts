// The two ends of a real channel, in the shapes that the server and the window's client want.
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { WindowPort } from '../../main/engine/rpc/server.ts'
import type { EnginePort } from '../../renderer/api/engine-client.ts'

export function openChannel(): { engineEnd: WindowPort; windowEnd: EnginePort; cut: () => void } {
  const { port1, port2 } = new MessageChannel()
  return { engineEnd: windowPort(port1), windowEnd: enginePort(port2), cut: () => port1.close() }
}

function windowPort(port: MessagePort): WindowPort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (receive) => port.on('message', receive),
    onClose: (closed) => port.on('close', closed),
    start: () => port.start(),
  }
}

function enginePort(port: MessagePort): EnginePort {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    addEventListener: (type: 'message' | 'close', listen: (event: { readonly data: unknown }) => void) =>
      port.on(type, (data: unknown) => listen({ data })),
    start: () => port.start(),
    close: () => port.close(),
  }
}
