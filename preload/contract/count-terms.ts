/** How nouns follow their counts, for the window and for what the shell says around it. The words are English. */

/** Made when it is first wanted: that takes milliseconds of a start. */
let plurals: Intl.PluralRules | undefined

/** "recording" of one, "recordings" of none or several. */
export function nounOf(count: number, noun: string, plural = `${noun}s`): string {
  plurals ??= new Intl.PluralRules('en')
  return plurals.select(count) === 'one' ? noun : plural
}
