/**
 * Entry of the engine as a utility process: the shell's calls come over the parent port, a window's port comes with a
 * message of its own. The only file of the engine that knows it is run by Electron.
 */
import { type EngineFiles, engineControl, shellControl, windowPortMessage } from '../../preload/contract/control.ts'
import { JsonFile } from '../json-file.ts'
import { CallServer, type ReportBug } from '../link/call-server.ts'
import { Caller } from '../link/caller.ts'
import { systemCertificates } from './adapters/http/system-certificates.ts'
import { LogFile } from './adapters/log-file.ts'
import { SystemClock } from './adapters/system-clock.ts'
import { SystemRandom } from './adapters/system-random.ts'
import { createEngine } from './container.ts'
import { controlHandlers, newsReaderOf, type ShellCaller, worldOfShell } from './control.ts'
import { type ToldExpiries, toldExpiries } from './core/expiry-notice.ts'
import { DesktopNews } from './desktop-news.ts'
import type { Engine, Feed } from './engine.ts'
import { Publisher } from './rpc/publish.ts'
import { broadcastTo, RpcServer, type WindowPort } from './rpc/server.ts'
import { workerFilesInBundle } from './worker-files.ts'

const { parentPort } = process
const shell: ShellCaller = new Caller(shellControl, (message) => parentPort.postMessage(message))
let attachWindow: ((port: WindowPort) => void) | undefined
// Until the log is open: the shell writes down what comes over standard error, so no details.
let reportBug: ReportBug = (event) => console.error(event)

const control = CallServer.of(engineControl, controlHandlers(start), (event, fields) => reportBug(event, fields))

parentPort.on('message', ({ data, ports }) => {
  const [port] = ports
  if (port && windowPortMessage.safeParse(data).success) attachWindow?.(windowPort(port))
  else void answer(data)
})

function start(files: EngineFiles): Engine {
  const clock = new SystemClock()
  const log = new LogFile(files.log, clock)
  reportBug = (event, fields) => log.error(event, fields)
  const crash = (error: unknown) => {
    log.error('engine-crashed', { error })
    process.exit(1)
  }
  process.on('uncaughtException', crash)
  // Plain Node hands them to the above; not every version of Electron does in a utility process.
  process.on('unhandledRejection', crash)
  const ports = new Set<WindowPort>()
  const publisher = new Publisher(clock, broadcastTo(ports))
  const feed: Feed = {
    seq: () => publisher.seq(),
    poke: (what) => publisher.poke(what),
    tell: (name, payload) => {
      publisher.tell(name, payload)
      news.hear(name, payload)
    },
  }
  const engine = createEngine({
    clock,
    random: new SystemRandom(),
    log,
    feed,
    ...worldOfShell(shell),
    certificates: systemCertificates,
    // The shell starts it again at once, and opens the library with its credentials, as soon as that can be opened.
    onDamage: () => process.exit(1),
    onGone: () => process.exit(1),
    workers: workerFilesInBundle(new URL('.', import.meta.url)),
  })
  const told = new JsonFile<ToldExpiries>(files.toldExpiries, toldExpiries)
  const news = new DesktopNews({ queries: engine.handlers, clock, told, log }, newsReaderOf(shell))
  const server = new RpcServer(engine.handlers, ports, reportBug)
  attachWindow = (port) => server.attach(port, publisher.greeting())
  log.info('engine-started', { node: process.versions.node })
  return engine
}

async function answer(message: unknown): Promise<void> {
  const reply = await control.answer(message)
  if (reply) parentPort.postMessage(reply)
  else shell.receive(message)
}

function windowPort(port: Electron.MessagePortMain): WindowPort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (receive) => port.on('message', ({ data }) => receive(data)),
    onClose: (closed) => port.on('close', closed),
    start: () => port.start(),
  }
}
