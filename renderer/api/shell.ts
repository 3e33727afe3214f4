/** What only the shell can do: dialogs, credentials, the system's file manager. `shell.call('app.info', {})` */
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

export const shell = { call }
