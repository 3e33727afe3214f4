/**
 * Makes any text into one name that every file system takes: what a server or a person wrote becomes a harmless file or
 * folder name, the same everywhere. Pure; whether the name is free, and what stands around it, is not its business.
 */
import { caseless } from '../../../../preload/contract/caseless.ts'

export type NameLimit = { readonly bytes: number; readonly characters: number }

/**
 * Bytes of UTF-8 that a whole name may have. File systems allow 255; 143 is what an encrypted home folder (eCryptfs)
 * leaves of them. Callers keep room for ` (unverified)`, `.part` and their own endings.
 */
export const longestName: NameLimit = { bytes: 143, characters: 120 }

// Bidirectional controls make `gpj.exe` read as `exe.jpg`; the other format characters are invisible. The joiners stay:
// emoji and several scripts are written with them.
const invisible = /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|(?![\u200c\u200d])\p{Cf}/gu
// Separators of any system, and what Windows refuses. A tilde before a digit could be the short name of another file.
const forbidden = /[/\\:*?"<>|]|~(?=\d)/g
/** Reserved by Windows with any ending: CON.txt is the console too, and so is COM¹. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i

/** Never empty, as long as `fallback` isn't; the same when applied to its own result. */
export function safeName(text: string, fallback: string, limit: NameLimit = longestName): string {
  const clean = text
    .normalize('NFC')
    .replace(invisible, ' ')
    .replace(forbidden, '-')
    .replace(/\.{2,}/g, '.')
  const short = tidy(cut(tidy(clean), limit))
  const name = reserved.test(short) ? tidy(cut(`_${short}`, limit)) : short
  return name === '' ? fallback : name
}

/** No dot or space at either end: hidden on Unix, silently dropped by Windows, and `..` is gone with them. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/^[ .\u200c\u200d]+|[ .\u200c\u200d]+$/gu, '')
}

function cut(text: string, limit: NameLimit): string {
  let bytes = 0
  let characters = 0
  let kept = ''
  for (const character of text) {
    bytes += utf8Length(character)
    characters += character.length
    if (bytes > limit.bytes || characters > limit.characters) break
    kept += character
  }
  return kept
}

export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/**
 * Two names with the same key may be the same file somewhere: letter case and Unicode form don't tell them apart on
 * Windows and macOS, nor do invisible characters on HFS+. Stricter than each of them.
 */
export function nameKey(name: string): string {
  return caseless(name).replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}

/** Only parts that name something below: no `..`, no root, no drive, no empty part, nothing another system splits at. */
export function isPlainRelativePath(relative: string): boolean {
  const isPlain = (part: string): boolean =>
    part !== '' && part !== '.' && part !== '..' && !/\\|\p{Cc}|^[A-Za-z]:/u.test(part)
  return relative.split('/').every(isPlain)
}
