/** How a measured process hears what to do and says what it found: arguments in, messages out. */

/** The value of `--name=value`. */
export function argument(name: string): string {
  const prefix = `--${name}=`
  const found = process.argv.find((it) => it.startsWith(prefix))
  if (found === undefined) throw new Error(`${process.argv[1]} needs ${prefix}…`)
  return found.slice(prefix.length)
}

export function reply(message: object): void {
  process.send?.(message)
}
