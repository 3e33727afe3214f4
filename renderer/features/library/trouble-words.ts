/** What a file in trouble means and what to do about it, where its own reason doesn't say. Pure. */
import type { Trouble } from '../../../preload/contract/library.ts'

export const troubleTitles: Readonly<Record<Trouble['kind'], string>> = {
  failed: 'Couldn’t be downloaded',
  unavailable: 'Can’t be had',
  unverified: 'Kept, but can’t be played or read',
  unreadable: 'Kept, but its text can’t be read',
  differs: 'Not the size that 100ms’s record says',
}

export type TroubleAction = 'retry' | 'replace' | 'accept' | 'show'

/** The first is the one to try. */
export function troubleActions({ kind, onlyCopy }: Trouble): readonly TroubleAction[] {
  if (kind === 'failed' || kind === 'unavailable') return ['retry']
  return onlyCopy ? ['show', 'accept'] : ['replace', 'accept', 'show']
}

export function adviceFor({ kind, onlyCopy }: Trouble): string {
  switch (kind) {
    case 'failed':
      return 'Trying again starts where it stopped.'
    case 'unavailable':
      return 'If you think that has changed, try once more.'
    case 'differs':
      return onlyCopy
        ? 'Open it and see whether it is whole; 100ms no longer has another one.'
        : 'It usually plays all the same: have a look and keep it, or download it again.'
    case 'unverified':
    case 'unreadable':
      return onlyCopy
        ? 'It is the only copy: try another program before you give it up.'
        : 'Download it again; the old file goes to the bin.'
  }
}
