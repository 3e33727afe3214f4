/** The engine, for the whole window: `engine.call('library.query', …)`, `engine.on('change', …)`. */
import { enginePortChannel } from '../../preload/contract/bridge.ts'
import { bridge } from './bridge.ts'
import { EngineClient } from './engine-client.ts'

export const engine = new EngineClient(() => bridge.requestEnginePort())

window.addEventListener('message', (event) => {
  const [port] = event.ports
  if (event.source === window && event.data === enginePortChannel && port) engine.connect(port)
})
engine.start()
