/** The shape of the engine's command handlers: a missing one does not compile. Input is parsed before, output is a value. */
import type { CommandInput, CommandName, CommandOutput } from '../../../preload/contract/commands.ts'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { Result } from '../../../preload/contract/result.ts'

export type Handlers<N extends CommandName = CommandName> = {
  readonly [K in N]: (input: CommandInput<K>) => Promise<Result<CommandOutput<K>, DailiesError>>
}
