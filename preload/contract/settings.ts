/** What a person can set. The library's own settings travel with it; the app's stay on the computer. */
import { z } from 'zod'
import { downloadPolicy } from './download.ts'

export const librarySettings = z.object({
  /** null until the first run has asked; nothing is downloaded by policy before. */
  policy: downloadPolicy.nullable(),
  concurrency: z.number().int().min(1).max(16),
  /** null: as fast as the line goes. */
  limitBytesPerS: z.number().int().positive().nullable(),
  /** Downloads wait while the drive has less free. */
  minFreeBytes: z.number().int().nonnegative(),
})
export type LibrarySettings = z.infer<typeof librarySettings>

export const appSettings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** The computer doesn't go to sleep while something is downloaded. */
  keepAwake: z.boolean(),
  /** Closing the window while something is downloaded leaves Dailies in the tray. */
  staysInTray: z.boolean(),
  notifiesOfDownloads: z.boolean(),
  notifiesOfExpiry: z.boolean(),
  /** Started when the person logs in, without a window. */
  opensAtLogin: z.boolean(),
  captionSize: z.enum(['small', 'normal', 'large', 'largest']),
  libraryPath: z.string().nullable(),
  /** Latest first. */
  recentLibraries: z.array(z.string()),
})
export type AppSettings = z.infer<typeof appSettings>

/** What the settings screen changes; libraries are remembered when they are opened. */
export const appPreferences = appSettings.omit({ libraryPath: true, recentLibraries: true })
export type AppPreferences = z.infer<typeof appPreferences>
