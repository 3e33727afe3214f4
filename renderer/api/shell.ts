/**
 * What only the shell can do: dialogs, credentials, the system's file manager. `shell.call('app.info', {})`, and what it
 * tells on its own: `shell.on('health', …)`
 */
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, type Result } from '../../preload/contract/result.ts'
import type { ShellCommandInput, ShellCommandName, ShellCommandOutput } from '../../preload/contract/shell.ts'
import type { ShellEventName, ShellEventPayload } from '../../preload/contract/shell-events.ts'
import { bridge } from './bridge.ts'

const failed = (): Result<never, DailiesError> =>
  err({ kind: 'internal', message: 'Something in Dailies itself went wrong. The log says more; please try again.' })

/** Never rejects. */
async function call<N extends ShellCommandName>(
  name: N,
  input: ShellCommandInput<N>,
): Promise<Result<ShellCommandOutput<N>, DailiesError>> {
  // `CallServer` answers a call of this name with this type.
  return bridge.invoke(name, input).then((answer) => answer as Result<ShellCommandOutput<N>, DailiesError>, failed)
}

const listeners = new Map<unknown, Set<(payload: unknown) => void>>()

bridge.onShellEvent((name, payload) => {
  for (const receive of listeners.get(name) ?? []) receive(payload)
})

/** Returns what ends the listening. */
function on<N extends ShellEventName>(name: N, listen: (payload: ShellEventPayload<N>) => void): () => void {
  // `PageEvents` tells an event of this name with this payload.
  const receive = (payload: unknown) => listen(payload as ShellEventPayload<N>)
  const those = listeners.get(name) ?? new Set()
  listeners.set(name, those)
  those.add(receive)
  return () => those.delete(receive)
}

export const shell = { call, on }
