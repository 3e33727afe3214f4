/** The shell's log, as much of it as is used; the entry hands it in. Fields are redacted when they are written. */
export interface ShellLog {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void
  error(event: string, fields?: Readonly<Record<string, unknown>>): void
}
