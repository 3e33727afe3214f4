/**
 * Runs the engine as a process of its own, starts it again when it dies, and hands its ports to our windows. The only
 * file that makes ports and sends them.
 */
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron'
import { enginePortChannel } from '../../preload/contract/bridge.ts'
import { type EngineFiles, engineControl, shellControl } from '../../preload/contract/control.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, type Result } from '../../preload/contract/result.ts'
import { CallServer } from '../link/call-server.ts'
import type { CallHandlers, Inputs, Outputs } from '../link/call-table.ts'
import { Caller } from '../link/caller.ts'
import type { HealthReport } from './health-report.ts'
import type { ShellLog } from './shell-log.ts'

type In = Inputs<typeof engineControl>
type Out = Outputs<typeof engineControl>
export type ShellControlHandlers = CallHandlers<Inputs<typeof shellControl>, Outputs<typeof shellControl>>

export type EngineHostOptions = {
  /** The bundle to run. */
  readonly entry: string
  readonly files: EngineFiles
  readonly handlers: ShellControlHandlers
  readonly log: ShellLog
  readonly health: HealthReport
  /** Opens what was open; the windows get their ports after it. */
  readonly onStarted: () => Promise<void>
  readonly onEnded: () => void
  /** Asked each time, right before a port is handed over: a port has no sender to check later. */
  readonly isTrusted: (contents: WebContents) => boolean
}

const restarting: DailiesError = {
  kind: 'restarting',
  message: 'Dailies had to restart a part of itself. Try that again in a moment.',
}
const stopWithinMs = 5_000
const healthyAfterMs = 60_000
/** So many ends in a row are no accident any more. */
const failingAfterCrashes = 3

export class EngineHost {
  readonly #options: EngineHostOptions
  readonly #server: CallServer
  readonly #caller: Caller<In, Out>
  readonly #windows = new Set<WebContents>()
  #child: UtilityProcess | null = null
  #isReady = false
  #isStopping = false
  #crashes = 0
  #restartTimer: NodeJS.Timeout | undefined
  #waitingForReady: (() => void)[] = []

  constructor(options: EngineHostOptions) {
    this.#options = options
    this.#server = CallServer.of(shellControl, options.handlers, (event, fields) => options.log.error(event, fields))
    this.#caller = new Caller(engineControl, (message) => this.#child?.postMessage(message))
  }

  /** Also while the next attempt is being waited for: then it is made now. */
  start(): void {
    clearTimeout(this.#restartTimer)
    if (this.#child) return
    const { entry, log } = this.#options
    const startedMs = Date.now()
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Dailies engine',
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    this.#child = child
    child.stderr?.setEncoding('utf8')
    child.stderr?.on('data', (text: string) => log.warn('engine-said', { text }))
    child.on('message', (message) => void this.#receive(child, message))
    // A fatal error of V8: its end follows. Unheard, it would be ours; its report has the whole environment in it.
    child.on('error', (type, location) => log.error('engine-error', { type, location }))
    child.on('exit', (code) => this.#ended(code, Date.now() - startedMs))
    void this.#greet(child)
  }

  /** Fails as `restarting` while there is no engine, or when it dies before it answers. */
  async call<N extends keyof In>(name: N, input: In[N]): Promise<Result<Out[N], DailiesError>> {
    return this.#child ? this.#caller.call(name, input) : err(restarting)
  }

  /** Resolves when it runs and the library is open, or is known not to open. */
  async ready(): Promise<void> {
    if (!this.#isReady) await new Promise<void>((resolve) => this.#waitingForReady.push(resolve))
  }

  /** Gives a window its port now, and a new one whenever the engine is started again. */
  connect(contents: WebContents): void {
    if (!this.#windows.has(contents)) contents.once('destroyed', () => this.#windows.delete(contents))
    this.#windows.add(contents)
    if (this.#isReady) this.#handPort(contents)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#restartTimer)
    const child = this.#child
    if (!child) return
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, stopWithinMs)
    })
    await Promise.race([this.call('stop', {}), tooLong])
    clearTimeout(timer)
    child.kill()
  }

  async #greet(child: UtilityProcess): Promise<void> {
    const { files, log, onStarted, health } = this.#options
    const started = await this.call('start', files)
    if (!started.ok) {
      log.error('engine-not-started', { error: started.error })
      // An engine that lives and does nothing would be waited for for ever.
      child.kill()
      return
    }
    // Whatever becomes of the library: a window without a port could not even say so.
    await onStarted().catch((error: unknown) => log.error('library-not-resumed', { error }))
    if (this.#child !== child) return
    this.#isReady = true
    health.engine('running')
    for (const contents of this.#windows) this.#handPort(contents)
    const waiting = this.#waitingForReady
    this.#waitingForReady = []
    for (const resolve of waiting) resolve()
  }

  async #receive(child: UtilityProcess, message: unknown): Promise<void> {
    const answer = await this.#server.answer(message)
    if (!answer) this.#caller.receive(message)
    else if (this.#child === child) child.postMessage(answer)
  }

  #handPort(contents: WebContents): void {
    if (!this.#child || contents.isDestroyed() || !this.#options.isTrusted(contents)) return
    const { port1, port2 } = new MessageChannelMain()
    this.#child.postMessage({ windowPort: true }, [port1])
    contents.mainFrame.postMessage(enginePortChannel, null, [port2])
  }

  #ended(code: number, livedMs: number): void {
    this.#child = null
    this.#isReady = false
    this.#caller.abandon(restarting)
    this.#options.onEnded()
    if (this.#isStopping) return
    this.#crashes = livedMs > healthyAfterMs ? 1 : this.#crashes + 1
    this.#options.log.error('engine-ended', { code, livedMs })
    this.#options.health.engine(this.#crashes >= failingAfterCrashes ? 'failing' : 'starting')
    this.#restartTimer = setTimeout(() => this.start(), restartDelayMs(this.#crashes))
  }
}

/** At once after the first crash, then more and more patiently, up to half a minute. */
function restartDelayMs(crashes: number): number {
  return crashes <= 1 ? 0 : Math.min(30_000, 1000 * 3 ** (crashes - 2))
}
