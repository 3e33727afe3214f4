/** Why a clip isn't saved, for a person. Names of files only: a path says more than anybody asked for. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { ClipRefusal } from './messages.ts'

export function refusal(reason: ClipRefusal): DailiesError {
  switch (reason) {
    case 'nothing-between':
      return {
        kind: 'invalid',
        message: 'There is nothing between in and out, so there is nothing to save. Set out after in, within the film.',
      }
    case 'no-tracks':
      return { kind: 'invalid', message: 'There is neither picture nor sound in this file, so there is no clip in it.' }
    case 'not-copyable':
      return {
        kind: 'invalid',
        message:
          'This film is in a format that Dailies can’t copy a part of. Save the whole file from its folder, or try another source.',
      }
    case 'unreadable':
      return {
        kind: 'corrupt',
        message:
          'The film can’t be read at this place, so no clip was saved. It may be damaged, or a part of it may be missing; another source of the session may be whole.',
      }
  }
}

export const notHere: DailiesError = {
  kind: 'not-found',
  message: 'This film isn’t on the computer any more, so no clip of it can be saved. Download it again first.',
}
export const stillArriving: DailiesError = {
  kind: 'not-found',
  message: 'This film is still being downloaded. When it is all here, clips of it can be saved.',
}
export const insideLibrary: DailiesError = {
  kind: 'folder',
  message:
    'A clip is kept outside of the library, so that it can’t take the place of a recording. Choose another folder.',
}
/** Of another library than the open one. */
export const partOfLibrary: DailiesError = {
  kind: 'folder',
  message: 'This file is part of a library, and a clip must not take its place. Choose another name or folder.',
}
export const alreadySaving: DailiesError = {
  kind: 'busy',
  message: 'Another clip is being saved. When it is done, this one can be.',
  holder: null,
}
export const stopped: DailiesError = { kind: 'cancelled', message: 'The clip wasn’t saved; nothing is left of it.' }

/** Where the person wanted it, and the drive or the system refused. */
export function unwritable(code: string, name: string): DailiesError {
  return { kind: 'folder', message: `“${name}” wasn’t saved: ${why(code)}` }
}

function why(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Make some room, or choose another place.'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'Dailies may not write into that folder. Choose another place.'
    case 'ENOENT':
      return 'the folder isn’t there any more. Choose another place.'
    case 'EFBIG':
      return 'it is larger than a file on that drive may be. Choose another place, or a shorter clip.'
    default:
      return 'the system refused it. Try again, or choose another place.'
  }
}
