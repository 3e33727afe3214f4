/** People's words in formats that have signs of their own: each reads as it was written. */

/**
 * Markdown, with GitHub's tables and strike-through. What only means something where a line begins (a list, a rule, the
 * underline of a heading) is left alone elsewhere.
 */
export function escapedMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~]|&(?=#?\w+;)/g, (character) => `\\${character}`)
    .replace(/^([^\S\n]*)([-+=])/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d+)([.)])/gm, '$1\\$2')
}

/** The text of a WebVTT cue: on one line, since an empty one would end it. */
export function escapedVtt(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
