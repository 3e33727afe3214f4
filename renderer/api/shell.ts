/**
 * What only the shell can do: dialogs, credentials, the system's file manager. `shell.call('app.info', {})`, and what it
 * tells on its own: `shell.on('health', …)`
 */
import { z } from 'zod'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import {
  type ShellCommandInput,
  type ShellCommandName,
  type ShellCommandOutput,
  shellAnswer,
  shellCommandSchemas,
} from '../../preload/contract/shell.ts'
import { type ShellEventName, type ShellEventPayload, shellEventSchemas } from '../../preload/contract/shell-events.ts'
import { bridge } from './bridge.ts'

z.config({ jitless: true })

const failed = (): Result<never, DailiesError> =>
  err({ kind: 'internal', message: 'Something in Dailies itself went wrong. The log says more; please try again.' })

/** Never rejects. */
async function call<N extends ShellCommandName>(
  name: N,
  input: ShellCommandInput<N>,
): Promise<Result<ShellCommandOutput<N>, DailiesError>> {
  const answer = await bridge.invoke(name, input).then(
    (value) => shellAnswer.safeParse(value),
    () => undefined,
  )
  if (!answer?.success) return failed()
  if (!answer.data.ok) return err(answer.data.error)
  const value = shellCommandSchemas[name].output.safeParse(answer.data.value)
  return value.success ? ok(value.data) : failed()
}

const listeners = new Map<unknown, Set<(payload: unknown) => void>>()

bridge.onShellEvent((name, payload) => {
  for (const receive of listeners.get(name) ?? []) receive(payload)
})

/** Returns what ends the listening. */
function on<N extends ShellEventName>(name: N, listen: (payload: ShellEventPayload<N>) => void): () => void {
  const schema = shellEventSchemas[name]
  const receive = (payload: unknown) => {
    const parsed = schema.safeParse(payload)
    if (parsed.success) listen(parsed.data)
    else console.error(`The event ${name} has another shape than agreed`, parsed.error)
  }
  const those = listeners.get(name) ?? new Set()
  listeners.set(name, those)
  those.add(receive)
  return () => those.delete(receive)
}

export const shell = { call, on }
