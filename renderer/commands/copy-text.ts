/** Text to the clipboard. Resolves with what is to be said: a window that isn't in front may not write there. */
export function copyText(text: string, copied: string): Promise<string> {
  return navigator.clipboard.writeText(text).then(
    () => copied,
    () => 'That couldn’t be copied. Click into the window and try again.',
  )
}
