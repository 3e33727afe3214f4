/**
 * The locale of numbers and dates: the system's. Words around them are English, so relative days are English too.
 * Tests name a locale themselves.
 */
export type Locale = string | undefined
export const systemLocale: Locale = undefined
