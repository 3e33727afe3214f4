/**
 * Looks into a finished file: is it what its name will say? A container is opened, not decoded; a text is parsed. Says
 * why not in words, or null. Run where a slow disk delays nobody.
 */
import { readFileSync, statSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { FilePathSource, Input, MATROSKA, MP4, OGG, QTFF, WAVE, WEBM } from 'mediabunny'
import type { FileKind } from '../../core/download/download-ports.ts'
import { endsTooEarly } from './mp4-index.ts'

/** A 12-hour transcript is a few megabytes; anything beyond this isn't read into memory to be looked at. */
const longestTextBytes = 128 * 1024 * 1024

export async function probeFile(path: string, kind: FileKind): Promise<string | null> {
  switch (kind) {
    case 'media':
      return probeContainer(path)
    case 'zip':
      return probeZip(path)
    case 'any':
      return null
    case 'json':
    case 'chat-csv':
    case 'srt':
    case 'text':
      return probeText(path, kind)
  }
}

/** Not every format that could be recognised: some of those begin in almost any bytes. */
const containers = [MP4, QTFF, WEBM, MATROSKA, OGG, WAVE]

async function probeContainer(path: string): Promise<string | null> {
  if ((await stat(path)).size === 0) return 'It is empty: 100ms has recorded nothing.'
  const input = new Input({ formats: containers, source: new FilePathSource(path) })
  try {
    if ((await input.getTracks()).length === 0) return 'There is neither picture nor sound in it.'
    const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration())
    if (!(seconds > 0)) return 'Its length is nothing.'
    return endsTooEarly(path) ? 'It ends in the middle: the last part of the recording is missing.' : null
  } catch {
    return 'It can’t be played: the recording may have been damaged or never finished at 100ms.'
  } finally {
    input.dispose()
  }
}

async function probeZip(path: string): Promise<string | null> {
  const head = await firstBytes(path, 4)
  // An empty archive has its end record only.
  const isZip = head.equals(Buffer.from('PK\u0003\u0004')) || head.equals(Buffer.from('PK\u0005\u0006'))
  return isZip ? null : 'It isn’t a zip archive.'
}

/** Synchronous: a text is small, and every wait for the thread pool takes longer than reading it. */
function probeText(path: string, kind: 'json' | 'chat-csv' | 'srt' | 'text'): string | null {
  if (statSync(path).size > longestTextBytes) return 'It is too large to be a text of 100ms.'
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch {
    return 'It isn’t text: there are bytes in it that no text has.'
  }
  if (text.includes('\0')) return 'It isn’t text: there are bytes in it that no text has.'
  switch (kind) {
    case 'json':
      return isJson(text) ? null : 'It can’t be read as JSON.'
    case 'chat-csv':
      return isChatHeader(text) ? null : 'It doesn’t begin with the columns of a chat.'
    case 'srt':
      return text.trim() === '' || text.includes('-->') ? null : 'There is no subtitle in it.'
    case 'text':
      return null
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** 100ms's header, in any order and with whatever else (features/recordings/chat-recording). */
function isChatHeader(text: string): boolean {
  const columns = (text.split(/\r?\n/, 1)[0] ?? '').split(',').map((column) => column.trim().replaceAll('"', ''))
  return columns.includes('Message') && columns.length > 1
}

async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
