/** People's words in formats that have signs of their own: each reads as it was written. */

/** Markdown, with GitHub's tables and strike-through. */
export function escapedMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, (character) => `\\${character}`)
}

/** The text of a WebVTT cue: on one line, since an empty one would end it. */
export function escapedVtt(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
