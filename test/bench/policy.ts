/** Nothing is downloaded but what a benchmark asks for. */
import type { DownloadPolicy } from '../../preload/contract/download.ts'

export const nothingByItself: DownloadPolicy = { types: [], roomIds: null, sinceMs: null, compositesOnlyExpiring: true }
