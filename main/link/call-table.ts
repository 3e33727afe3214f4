/** What can be called over a port, as types: a table of schemas, and the handlers that belong to it. */
import type { z } from 'zod'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { Result } from '../../preload/contract/result.ts'

type Schemas = { readonly [name: string]: { readonly input: z.ZodType; readonly output: z.ZodType } }

export type Inputs<S extends Schemas> = { [N in keyof S]: z.infer<S[N]['input']> }
export type Outputs<S extends Schemas> = { [N in keyof S]: z.infer<S[N]['output']> }

/** A table typed by what goes in and out, so that a generic name keeps its link to its schemas. */
export type CallTable<I, O extends { [N in keyof I]: unknown }> = {
  readonly [N in keyof I]: { readonly input: z.ZodType<I[N]>; readonly output: z.ZodType<O[N]> }
}

export type CallHandlers<I, O extends { [N in keyof I]: unknown }> = {
  readonly [N in keyof I]: (input: I[N]) => Promise<Result<O[N], DailiesError>>
}
