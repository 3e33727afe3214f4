// Heads of answers: what is read as plain means the same to Node's own parser, and nothing is read that it refuses.
import { request } from 'node:http'
import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePlainHead } from '../../../../../main/engine/adapters/transfer/plain-http/answer-head.ts'

type Read = { readonly status: number; readonly headers: Record<string, string>; readonly bodyBytes: number }

/** By llhttp, as strict as Node has it. null: refused, or not whole with so many bytes after the head. */
function readByNode(head: string, bodyBytes: number): Promise<Read | null> {
  return new Promise((resolve) => {
    const line = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() })
    const asked = request({ host: '127.0.0.1', createConnection: () => line, maxHeaderSize: 32 * 1024 })
    asked.on('error', () => resolve(null))
    asked.on('close', () => resolve(null))
    asked.on('response', (response) => {
      let seen = 0
      const headers: Record<string, string> = Object.create(null)
      for (let at = 0; at < response.rawHeaders.length; at += 2) {
        const name = (response.rawHeaders[at] ?? '').toLowerCase()
        const value = response.rawHeaders[at + 1] ?? ''
        headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
      }
      response.on('data', (chunk: Buffer) => {
        seen += chunk.length
      })
      response.on('error', () => resolve(null))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers, bodyBytes: seen }))
    })
    asked.end()
    line.push(Buffer.from(`${head}\r\n\r\n${'x'.repeat(bodyBytes)}`, 'latin1'))
    line.push(null)
  })
}

const token = fc.string({
  unit: fc.constantFrom(..."!#$%&'*+-.^_`|~09azAZ"),
  minLength: 1,
  maxLength: 12,
})
const value = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 30,
})
const framing = /^(content-length|transfer-encoding|upgrade|connection|proxy-connection|keep-alive)$/i
const field = fc
  .tuple(
    token.filter((name) => !framing.test(name)),
    fc.constantFrom('', ' ', '\t', '  '),
    value,
  )
  .map(([name, blank, text]) => `${name}:${blank}${text}`)
const plainHead = fc
  .record({
    status: fc.constantFrom('200 OK', '206 Partial Content', '200 ', '206 Ünüsual'),
    before: fc.array(field, { maxLength: 6 }),
    length: fc.tuple(fc.constantFrom('Content-Length:', 'content-length: ', 'CONTENT-LENGTH:\t'), fc.nat(50)),
    after: fc.array(field, { maxLength: 6 }),
  })
  .map(({ status, before, length, after }) => [`HTTP/1.1 ${status}`, ...before, length.join(''), ...after].join('\r\n'))
/** Something of it replaced, left out or put in. */
const oddities = [
  '\r',
  '\n',
  '\0',
  ' ',
  ':',
  '\t',
  '\x7f',
  '1',
  'x',
  '\r\n',
  '\r\n ',
  '\n\n',
  ',',
  '-',
  '+',
  'HTTP/1.1',
]
const lines = [
  ...['Content-Length: 3', 'Content-Length: 3, 3', 'Content-Length: +3', 'Content-Length: 0x3', 'Content-Length:'],
  ...['Transfer-Encoding: chunked', 'Transfer-Encoding: identity', 'Connection: close', 'Connection: upgrade'],
  ...['Upgrade: h2c', ': nameless', 'a b: c', 'a : b', ' folded', 'Content-Length : 3', 'Content_Length: 4'],
]
const bentHead = fc
  .tuple(
    plainHead,
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(2),
    fc.constantFrom(...oddities, ...lines.map((it) => `\r\n${it}`)),
  )
  .map(([head, where, cut, odd]) => {
    const at = Math.floor(where * head.length)
    return head.slice(0, at) + odd + head.slice(at + cut)
  })
  .filter((head) => !head.includes('\r\n\r\n'))

describe('a head', () => {
  test('of the plain kind is read, and as Node reads it', async () => {
    await fc.assert(
      fc.asyncProperty(plainHead, async (head) => {
        const read = parsePlainHead(head)
        expect(read).not.toBeNull()
        expect(await readByNode(head, read?.bodyBytes ?? 0)).toEqual(
          read && { status: read.status, headers: { ...read.headers }, bodyBytes: read.bodyBytes },
        )
      }),
      { numRuns: 300 },
    )
  })

  test('that Node would refuse, or would read otherwise, is never read', async () => {
    await fc.assert(
      fc.asyncProperty(bentHead, async (head) => {
        const read = parsePlainHead(head)
        if (read === null || read.bodyBytes > 10_000) return
        expect(await readByNode(head, read.bodyBytes)).toEqual({
          status: read.status,
          headers: { ...read.headers },
          bodyBytes: read.bodyBytes,
        })
      }),
      { numRuns: 1500 },
    )
  })

  test.each([
    ['of another protocol', 'HTTP/1.0 200 OK\r\nContent-Length: 3'],
    ['that is an error', 'HTTP/1.1 404 Not Found\r\nContent-Length: 3'],
    ['that leads elsewhere', 'HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0'],
    ['that only announces another', 'HTTP/1.1 100 Continue'],
    ['without a length', 'HTTP/1.1 200 OK'],
    ['with two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4'],
    ['with the same length twice', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3'],
    ['with a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -3'],
    ['with a length beyond all files', 'HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked'],
    ['in chunks, with a length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3'],
    ['that changes the protocol', 'HTTP/1.1 200 OK\r\nUpgrade: h2c\r\nConnection: upgrade\r\nContent-Length: 3'],
    ['with a folded line', 'HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 3'],
    ['with a blank before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 3'],
    ['with half a line’s end', 'HTTP/1.1 200 OK\r\nA: b\nContent-Length: 3'],
    ['with a NUL', 'HTTP/1.1 200 OK\r\nA: b\0\r\nContent-Length: 3'],
  ])('%s isn’t of the plain kind', (_what, head) => {
    expect(parsePlainHead(head)).toBeNull()
  })

  test.each<[string, number | null]>([
    ['A: b', 10_000],
    ['Connection: keep-alive\r\nKeep-Alive: timeout=5', 3000],
    ['Keep-Alive: timeout=600, max=3', 10_000],
    ['Keep-Alive: timeout=2', null],
    ['Connection: close', null],
    ['Connection: keep-alive\r\nConnection: close', null],
    ['Proxy-Connection: close', null],
  ])('with “%s” lets its connection be kept for %s ms', (lines, ms) => {
    expect(parsePlainHead(`HTTP/1.1 200 OK\r\nContent-Length: 3\r\n${lines}`)?.keptMs).toBe(ms)
  })

  test('of many blanks is read in no time', () => {
    const blanks = ' \t'.repeat(8000)
    expect(parsePlainHead(`HTTP/1.1 200 OK\r\nA:${blanks}b${blanks}\r\nContent-Length: 3`)?.headers['a']).toBe('b')
  })
})
