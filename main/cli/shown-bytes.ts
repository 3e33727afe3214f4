/** A size as the command line says it: in English, as all numbers there. */
import { sizeWords } from '../../preload/contract/size-terms.ts'

export const shownBytes = (bytes: number): string => sizeWords(bytes, 'en')
