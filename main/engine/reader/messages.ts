/** What passes between the engine and its read worker. Both ends are ours and of one build: nothing is parsed. */
export type ReadWorkerData = {
  /** Absolute path of the SQLite file. */
  readonly databaseFile: string
  /** Absolute path of the library. */
  readonly library: string
}

export type ReadQuestion = { readonly id: number; readonly name: string; readonly args: readonly unknown[] } | 'close'

export type ReadAnswer = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  /** A bug, or SQLite's own words; for the log, not for a person. `code`: SQLite's or the system's. */
  | { readonly ok: false; readonly message: string; readonly code: string | null }
)
