/** What a file in trouble means and what to do about it, where its own reason doesn't say. Pure. */
import type { DownloadStep } from '../../../../preload/contract/download.ts'
import type { Trouble } from '../../../../preload/contract/library.ts'

export const troubleTitles: Readonly<Record<Trouble['kind'], string>> = {
  failed: 'Couldn’t be downloaded',
  unavailable: 'Can’t be had',
  unverified: 'Kept, but can’t be played or read',
  unreadable: 'Kept, but its text can’t be read',
  differs: 'Not the size that 100ms’s record says',
}

export type TroubleAction = 'retry' | 'replace' | 'accept' | 'show' | 'settings' | 'log'

/** The first is the one to try. */
export function troubleActions({ kind, onlyCopy, step }: Trouble): readonly TroubleAction[] {
  if (step === 'connect' || step === 'make-room' || step === 'folder') return ['settings', 'retry']
  if (step === 'log') return ['log', 'retry']
  if (kind === 'failed' || kind === 'unavailable') return ['retry']
  return onlyCopy ? ['show', 'accept'] : ['replace', 'accept', 'show']
}

const whatHelps: Readonly<Partial<Record<DownloadStep, string>>> = {
  connect: 'Connect the workspace again in the settings, then try again.',
  'make-room': 'Make room on the drive, or keep less of it free in the settings, then try again.',
  folder: 'Check the library’s folder and its drive, then try again.',
  bucket: 'Whoever looks after the workspace or its bucket can allow it to be read; then try again.',
  log: 'The log says more. Trying again does no harm.',
}

export function adviceFor({ kind, onlyCopy, step }: Trouble): string {
  const helps = step === null ? undefined : whatHelps[step]
  if (helps !== undefined) return helps
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
