/** Counts in what the shell says: figures as the system writes them. */
import { nounOf } from '../../../preload/contract/count-terms.ts'

/** Made when it is first wanted: that takes milliseconds of a start. */
let figures: Intl.NumberFormat | undefined

/** "1 file", "1,204 files". */
export function counted(count: number, noun: string): string {
  figures ??= new Intl.NumberFormat()
  return `${figures.format(count)} ${nounOf(count, noun)}`
}
