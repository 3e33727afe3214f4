/**
 * Answers calls that came over a port: parses, hands to the handler, checks what it says. Whoever asks need not check it
 * again: the page has no zod. Nothing that the other side sends makes this throw, and nothing of a bug's details leaves
 * the process: they go to the log.
 */
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { type AnswerMessage, callMessage } from '../../preload/contract/wire.ts'
import type { CallHandlers, CallTable } from './call-table.ts'

export type ReportBug = (event: string, fields: Readonly<Record<string, unknown>>) => void

type Endpoint = (input: unknown) => Promise<Result<unknown, DailiesError>>

/** Most shapes are seen once or seldom: compiling a check of its own for each costs a start more than it ever saves. */
const uncompiled = { jitless: true }

const internal: DailiesError = {
  kind: 'internal',
  message: 'Something in Dailies itself went wrong. The log says more; please try again.',
}
const invalid = (message: string): DailiesError => ({ kind: 'invalid', message })

export class CallServer {
  readonly #endpoints: ReadonlyMap<string, Endpoint>
  readonly #reportBug: ReportBug

  private constructor(endpoints: ReadonlyMap<string, Endpoint>, reportBug: ReportBug) {
    this.#endpoints = endpoints
    this.#reportBug = reportBug
  }

  static of<I, O extends { [N in keyof I]: unknown }>(
    table: CallTable<I, O>,
    handlers: CallHandlers<I, O>,
    reportBug: ReportBug,
  ): CallServer {
    const endpoints = new Map<string, Endpoint>()
    for (const name in table) endpoints.set(name, endpoint(table, handlers, name))
    return new CallServer(endpoints, reportBug)
  }

  /** null: the message isn't a call at all. */
  async answer(message: unknown): Promise<AnswerMessage | null> {
    const call = callMessage.safeParse(message, uncompiled)
    if (!call.success) return null
    const result = await this.run(call.data.name, call.data.input)
    return { answer: call.data.call, ...result }
  }

  async run(name: string, input: unknown): Promise<Result<unknown, DailiesError>> {
    const run = this.#endpoints.get(name)
    if (!run) return err(invalid('This part of Dailies does not know that command. Please restart Dailies.'))
    try {
      return await run(input)
    } catch (error) {
      this.#reportBug('command-failed', { command: name, error })
      return err(internal)
    }
  }
}

function endpoint<I, O extends { [N in keyof I]: unknown }, N extends keyof I>(
  table: CallTable<I, O>,
  handlers: CallHandlers<I, O>,
  name: N,
): Endpoint {
  return async (input) => {
    const parsed = table[name].input.safeParse(input, uncompiled)
    if (parsed.success) {
      const answer = await handlers[name](parsed.data)
      // Throws where a handler answers otherwise than agreed: a bug, like any other that it throws.
      return answer.ok ? ok(table[name].output.parse(answer.value, uncompiled)) : answer
    }
    // Names of fields only: the values may be credentials.
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).filter(Boolean)
    return err(
      invalid(`That could not be understood${fields.length > 0 ? `: please check ${fields.join(', ')}` : ''}.`),
    )
  }
}
