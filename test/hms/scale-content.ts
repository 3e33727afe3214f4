/** The files of a generated workspace, made when they are fetched: transcripts, chats, summaries, films. */
import { type ByteSource, heldBytes, paddedMp4 } from './byte-source.ts'
import { bytesOf, shortFilm } from './content.ts'
import type { Asset } from './model.ts'
import { goTime } from './object-id.ts'
import { type StoredObject, storedObject } from './object-store.ts'
import { linesOf, type Scale } from './scale-numbers.ts'
import { sentenceWords } from './scale-words.ts'

interface Line {
  peerId: string
  name: string
  words: string[]
  startMs: number
  wordMs: number
}

let zip: ByteSource | undefined

/** Every generated room-vod is this one. */
export function zippedVod(): ByteSource {
  zip ??= bytesOf({ zipOf: 'founders-hour/vod' })
  return zip
}

export function generatedObject(scale: Scale, index: number, asset: Asset, key: string): StoredObject {
  return storedObject(key, sourceOf(scale, index, asset), new Date(asset.created_at))
}

function sourceOf(scale: Scale, index: number, asset: Asset): ByteSource {
  const { size, type } = asset
  if (type === 'room-composite') return paddedMp4(shortFilm(), size, scale.mix(index, 34))
  if (type === 'room-vod') return zippedVod()
  const lines = linesAt(scale, index)
  const mode = asset.metadata?.['output_mode']
  if (type === 'chat') return heldBytes(chat(scale, index, lines, size))
  if (type === 'summary') return padded(JSON.stringify(summary(lines)), size)
  if (mode === 'json') return padded(JSON.stringify(transcript(lines)), size)
  return padded(mode === 'srt' ? srt(lines) : txt(lines), size)
}

function linesAt(scale: Scale, index: number): Line[] {
  const count = linesOf(scale, index)
  const peers = scale.peers(index)
  const stepMs = Math.floor((scale.durationSeconds(index) * 1000) / count)
  return Array.from({ length: count }, (_, line) => {
    const peer = peers[scale.mix(index, 4000 + line) % peers.length]
    const words = sentenceWords(scale.mix, index, line)
    return { peerId: peer?.id ?? '', name: peer?.name ?? '', words, startMs: 800 + line * stepMs, wordMs: 320 }
  })
}

function transcript(lines: Line[]): unknown {
  const who = (line: Line) => ({ name: line.name, peer_id: line.peerId })
  return {
    words: lines.flatMap((line) =>
      line.words.map((word, at) => ({
        word,
        ...who(line),
        start_time: String(line.startMs + at * line.wordMs),
        end_time: String(line.startMs + (at + 1) * line.wordMs),
      })),
    ),
    sentences: lines.map((line) => ({
      sentence: sentenceOf(line),
      ...who(line),
      start_time: String(line.startMs),
      end_time: String(endOf(line)),
    })),
  }
}

function srt(lines: Line[]): string {
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 23).replace('.', ',')
  return lines
    .map((line, at) => `${at + 1}\n${time(line.startMs)} --> ${time(endOf(line))}\n${line.name}: ${sentenceOf(line)}\n`)
    .join('\n')
}

function txt(lines: Line[]): string {
  return lines.map((line) => `${line.name}: ${sentenceOf(line)}\n`).join('\n')
}

function summary(lines: Line[]): unknown {
  const names = [...new Set(lines.map((line) => line.name))]
  const points = lines.slice(0, 3).map(sentenceOf)
  const sections = [
    { title: 'Speakers', format: 'bullets', bullets: names, paragraph: '' },
    { title: 'Key Points Discussed', format: 'bullets', bullets: points, paragraph: '' },
    { title: 'Short Summary', format: 'paragraph', bullets: [], paragraph: points.join(' ') },
  ]
  return { summary: { sections } }
}

/** Messages until the size is reached; the last one is filled up, since a CSV can't be padded outside its fields. */
function chat(scale: Scale, index: number, lines: Line[], size: number): Buffer {
  const startedMs = scale.createdSeconds(index) * 1000 + 3117
  let text = 'SenderPeerID,SenderName,SenderUserID,Roles,SentAt,Type,Message\n'
  const row = (line: Line, message: string) =>
    `${line.peerId},${line.name},,[],${goTime(startedMs + line.startMs)},chat,${message}\n`
  for (const line of lines) {
    const next = row(line, sentenceOf(line))
    if (Buffer.byteLength(text + next) + 160 > size) {
      const room = size - Buffer.byteLength(text + row(line, ''))
      return Buffer.from(text + row(line, 'o'.repeat(Math.max(0, room))))
    }
    text += next
  }
  return Buffer.concat([Buffer.from(text), Buffer.alloc(size, 10)]).subarray(0, size)
}

function padded(text: string, size: number): ByteSource {
  const bytes = Buffer.from(text)
  if (bytes.length > size) throw new Error(`a generated text needs ${bytes.length} of ${size} bytes`)
  return heldBytes(Buffer.concat([bytes, Buffer.alloc(size - bytes.length, 10)]))
}

function sentenceOf(line: Line): string {
  return `${line.words.join(' ')}.`
}

function endOf(line: Line): number {
  return line.startMs + line.words.length * line.wordMs
}
