/**
 * The windows' ports: calls in, answers and events out. Who has a port may call; who gets one is the shell's decision.
 * The handlers come with the library and change with it, the ports stay.
 */
import { commandSchemas } from '../../../preload/contract/commands.ts'
import type { EventMessage } from '../../../preload/contract/wire.ts'
import { CallServer, type ReportBug } from '../../link/call-server.ts'
import type { Handlers } from './handler.ts'

/** As much of a port as is used; Electron's and Node's differ in the rest. */
export interface WindowPort {
  postMessage(message: unknown): void
  onMessage(receive: (data: unknown) => void): void
  onClose(closed: () => void): void
  start(): void
}

export const broadcastTo = (ports: ReadonlySet<WindowPort>) => (event: EventMessage) => {
  for (const port of ports) port.postMessage(event)
}

export class RpcServer {
  readonly #calls: CallServer
  readonly #ports: Set<WindowPort>

  /** `ports` are those that `broadcast` tells of events; they come and go in here. */
  constructor(handlers: Handlers, ports: Set<WindowPort>, reportBug: ReportBug) {
    this.#calls = CallServer.of(commandSchemas, handlers, reportBug)
    this.#ports = ports
  }

  /** `greeting`: what a window that comes late has missed. */
  attach(port: WindowPort, greeting: readonly EventMessage[]): void {
    this.#ports.add(port)
    port.onClose(() => this.#ports.delete(port))
    port.onMessage((message) => void this.#answer(port, message))
    port.start()
    for (const event of greeting) port.postMessage(event)
  }

  async #answer(port: WindowPort, message: unknown): Promise<void> {
    const answer = await this.#calls.answer(message)
    if (answer && this.#ports.has(port)) port.postMessage(answer)
  }
}
