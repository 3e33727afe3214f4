/** What a person does next about a download that doesn't get on, by the kind of what is in its way. Pure. */
import type { DownloadStep } from '../../../../preload/contract/download.ts'

/** `kind`: of the error that the reason was made of; null: nothing is in the way. */
export function nextStep(kind: string | null): DownloadStep | null {
  switch (kind) {
    case null:
      return null
    case 'disk-full':
      return 'make-room'
    case 'unauthorized':
      return 'connect'
    case 'forbidden':
    case 'refused':
      return 'bucket'
    case 'folder':
    case 'library-missing':
      return 'folder'
    case 'internal':
      return 'log'
    default:
      return 'retry'
  }
}
