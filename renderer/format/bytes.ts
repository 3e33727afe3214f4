/** Sizes and rates in the window. */
import { sizeWords } from '../../preload/contract/size-terms.ts'
import { type Locale, systemLocale } from './locale.ts'

export const formatBytes = (bytes: number, locale: Locale = systemLocale): string => sizeWords(bytes, locale)

export const formatRate = (bytesPerS: number, locale: Locale = systemLocale): string =>
  `${formatBytes(bytesPerS, locale)}/s`
