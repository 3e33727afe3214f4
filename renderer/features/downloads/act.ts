/** How a line or a heading asks for something to be done to files of the queue. */
import type { DownloadTarget } from '../../../preload/contract/commands.ts'
import type { DownloadAction } from '../../stores/downloads-store.ts'

export type Act = (action: DownloadAction, target: DownloadTarget) => void
