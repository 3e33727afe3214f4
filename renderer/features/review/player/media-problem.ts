/** Why a file doesn't play, in words: what happened, what it means, what to do. */

/** `code`: of the element's MediaError (HTML, "error codes"); null when there is no element to ask. */
export function mediaProblem(code: number | null): string {
  switch (code) {
    case 2:
      return 'The file can’t be read any more. Its drive may be away; when it is back, try again.'
    case 3:
      return 'The file is damaged at this place and can’t be played further. Another part may still play, and another source of this session may be whole.'
    case 4:
      return 'This file can’t be played: it is damaged, or in a format that Dailies doesn’t know. It stays in its folder; another player may open it.'
    default:
      return 'This file can’t be played. It stays in its folder; another player may open it.'
  }
}
