// Storage's answers as they come off real sockets: in pieces, too short, too long, late, not at all, over TLS. What isn't
// plain is read all the same, by undici, and nothing is asked twice.
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { Dispatchers } from '../../../main/engine/adapters/transfer/transfer-dispatchers.ts'
import { networkError } from '../../../main/engine/adapters/transfer/transfer-errors.ts'
import { type BodySink, type Exchanged, exchange } from '../../../main/engine/adapters/transfer/transfer-exchange.ts'
import type { AnswerHead } from '../../../main/engine/core/download/storage-answer.ts'
import { localCertificate } from '../../fixtures/local-certificate.ts'

const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

type Talk = (socket: Socket, question: string, count: number) => void

/** `talk` is called with each question of each connection. */
async function serve(talk: Talk, secure = false) {
  const seen = { questions: [] as string[], connections: 0 }
  const onSocket = (socket: Socket) => {
    seen.connections += 1
    sockets.add(socket.on('error', () => undefined))
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (!heard.endsWith('\r\n\r\n')) return
      seen.questions.push(heard)
      talk(socket, heard, seen.questions.length)
      heard = ''
    })
  }
  const server = secure ? createSecureServer(localCertificate, onSocket) : createServer(onSocket)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: new URL(`${secure ? 'https' : 'http'}://127.0.0.1:${port}/file?key=secret`), seen }
}

function signalled(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}

const patient = { connectMs: 15_000, headMs: 15_000, stallMs: 15_000 }

type Got = { exchanged: Exchanged; head: AnswerHead | null; body: string }

async function get(
  dispatchers: Dispatchers,
  url: URL,
  take: (chunk: Buffer) => Promise<void> | null = () => null,
  signal = new AbortController().signal,
): Promise<Got> {
  const got: { head: AnswerHead | null; body: Buffer[] } = { head: null, body: [] }
  const sink: BodySink = {
    take: (chunk) => {
      const wait = take(chunk)
      if (wait === null) got.body.push(Buffer.from(chunk))
      // The chunk is ours until we have waited.
      return wait?.then(() => void got.body.push(Buffer.from(chunk))) ?? null
    },
  }
  const exchanged = await exchange({
    dispatcher: await dispatchers.for(null),
    url,
    headers: { accept: '*/*' },
    onHead: (head) => {
      got.head = head
      return { kind: 'sink', sink }
    },
    signal,
  })
  return { exchanged, head: got.head, body: Buffer.concat(got.body).toString('latin1') }
}

const answered = { exchanged: { kind: 'answered' } }
const broken = (headSeen: boolean) => ({ exchanged: { kind: 'broken', headSeen } })
const whole = (body: string, more = '') => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`
const words = 'several words, but not many'

describe('an answer', () => {
  test('split at every byte is the same answer', async () => {
    const text = `HTTP/1.1 206 Partial Content\r\nETag: "a"\r\nContent-Length: ${words.length}\r\n\r\n${words}`
    const { url } = await serve((socket) => {
      const say = (at: number) => {
        if (at < text.length) socket.write(text.slice(at, at + 1), () => setImmediate(say, at + 1))
      }
      say(0)
    })
    const got = await get(new Dispatchers([], patient), url)
    expect(got).toMatchObject({ ...answered, body: words, head: { status: 206, headers: { etag: '"a"' } } })
  })

  test('far larger than what is read at once arrives exact, whoever pauses meanwhile', async () => {
    const body = Array.from({ length: 300_000 }, (_, at) => `${at},`).join('')
    const { url } = await serve((socket) => socket.write(whole(body), 'latin1'))
    let chunks = 0
    const pausing = () => {
      chunks += 1
      return chunks % 3 === 1 ? new Promise<void>((resolve) => setImmediate(resolve)) : null
    }
    const got = await get(new Dispatchers([], patient), url, pausing)
    expect(got).toMatchObject(answered)
    expect(got.body === body).toBe(true)
    expect(chunks).toBeGreaterThan(3)
  })

  test('without a byte of body is whole', async () => {
    const { url } = await serve((socket) => socket.write(whole('')))
    expect(await get(new Dispatchers([], patient), url)).toMatchObject({ ...answered, body: '' })
  })

  test.each<[string, string]>([
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nseveral\r\n14\r\n words, but not many\r\n0\r\n\r\n',
    ],
    ['without a length', `HTTP/1.1 200 OK\r\n\r\n${words}`],
    ['of an older protocol', `HTTP/1.0 200 OK\r\n\r\n${words}`],
    ['with an announcement before it', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${whole(words)}`],
    ['that is an error', `HTTP/1.1 404 Not Found\r\nContent-Length: ${words.length}\r\n\r\n${words}`],
  ])('%s is read too, and asked for once', async (_what, text) => {
    const { url, seen } = await serve((socket) => socket.end(text, 'latin1'))
    expect(await get(new Dispatchers([], patient), url)).toMatchObject({ ...answered, body: words })
    expect(seen.questions).toHaveLength(1)
  })

  test.each<[string, string]>([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a head without end', `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(40_000)}`],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
    ['a length beside chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a folded line', 'HTTP/1.1 200 OK\r\nA: b\r\n c: d\r\nContent-Length : 3\r\n\r\nabc'],
  ])('that is %s is refused, and nothing of it is taken', async (_what, text) => {
    const { url } = await serve((socket) => socket.write(text))
    const got = await get(new Dispatchers([], patient), url)
    expect(got).toMatchObject({ ...broken(false), body: '' })
  })
})

describe('an answer that breaks off', () => {
  test.each<[string, (socket: Socket) => void, boolean]>([
    ['in order, in the body', (socket) => socket.end(whole(words).slice(0, -3)), true],
    ['in order, in the head', (socket) => socket.end('HTTP/1.1 200 OK\r\nCont'), false],
    ['in order, before it', (socket) => socket.end(), false],
    ['by a reset before it', (socket) => socket.resetAndDestroy(), false],
  ])('%s is broken', async (_how, end, headSeen) => {
    const { url } = await serve(end)
    expect(await get(new Dispatchers([], patient), url)).toMatchObject(broken(headSeen))
  })

  test.each([
    ['before its head', '', false],
    ['within its head', 'HTTP/1.1 200 OK\r\nContent', false],
    ['within its body', whole(words).slice(0, -3), true],
  ])('by silence %s is given up in time', async (_where, text, headSeen) => {
    const { url } = await serve((socket) => socket.write(text))
    const got = await get(new Dispatchers([], { ...patient, [headSeen ? 'stallMs' : 'headMs']: 300 }), url)
    expect(got).toMatchObject(broken(headSeen))
    const error = 'error' in got.exchanged ? networkError(got.exchanged.error, headSeen) : null
    expect(error).toMatchObject({ kind: 'server', message: expect.stringContaining('stopped sending') })
    expect(String('error' in got.exchanged && got.exchanged.error)).not.toContain('secret')
  })

  test('because nobody is there: offline', async () => {
    const { url } = await serve(() => undefined)
    const [server] = servers.splice(0)
    await new Promise((resolve) => server?.close(resolve))
    const got = await get(new Dispatchers([], patient), url)
    expect('error' in got.exchanged && networkError(got.exchanged.error, false)).toMatchObject({ kind: 'offline' })
  })

  test('because it isn’t wanted any more ends its connection, while it comes and while it is paused', async () => {
    for (const pauses of [false, true]) {
      const closed = signalled()
      const { url } = await serve((socket) => {
        socket.on('close', () => closed.resolve())
        socket.write(whole(words).slice(0, -3))
      })
      const stop = new AbortController()
      const take = () => {
        const wait = pauses
          ? new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()))
          : null
        setImmediate(() => stop.abort())
        return wait
      }
      expect(await get(new Dispatchers([], patient), url, take, stop.signal)).toMatchObject(broken(true))
      await closed.promise
    }
  })
})

describe('a connection', () => {
  test('is used again after a whole answer, by the next question and not by two at a time', async () => {
    const { url, seen } = await serve((socket) => socket.write(whole(words)))
    const dispatchers = new Dispatchers([], patient)
    for (let time = 0; time < 3; time += 1) expect(await get(dispatchers, url)).toMatchObject({ body: words })
    expect(seen.connections).toBe(1)
    await Promise.all([get(dispatchers, url), get(dispatchers, url)])
    expect(seen.connections).toBe(2)
  })

  test.each<[string, (socket: Socket) => void]>([
    ['that the server will close', (socket) => socket.write(whole(words, 'Connection: close\r\n'))],
    ['on which more came than the answer', (socket) => socket.write(`${whole(words)}HTTP/1.1 200 OK\r\n`)],
  ])('%s isn’t', async (_what, talk) => {
    const { url, seen } = await serve(talk)
    const dispatchers = new Dispatchers([], patient)
    for (let time = 0; time < 2; time += 1)
      expect(await get(dispatchers, url)).toMatchObject({ ...answered, body: words })
    expect(seen.connections).toBe(2)
  })

  test('on which an answer came that nobody asked for isn’t: it would be taken for the next', async () => {
    const planted = signalled()
    const { url, seen } = await serve((socket, _question, count) => {
      socket.write(whole(words))
      if (count === 1) setImmediate(() => socket.write(whole('somebody else’s'), () => planted.resolve()))
    })
    const dispatchers = new Dispatchers([], patient)
    await get(dispatchers, url)
    await planted.promise
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(await get(dispatchers, url)).toMatchObject({ body: words })
    expect(seen.connections).toBe(2)
  })

  test('that the server closes just as it is used again is told apart from an answer', async () => {
    const { url } = await serve((socket, _question, count) => {
      if (count === 1) socket.write(whole(words))
      else socket.destroy()
    })
    const dispatchers = new Dispatchers([], patient)
    await get(dispatchers, url)
    expect(await get(dispatchers, url)).toMatchObject(broken(false))
  })
})

describe('over TLS', () => {
  test('a body is exact, whoever pauses meanwhile, and the connection is kept', async () => {
    const body = Array.from({ length: 300_000 }, (_, at) => `${at},`).join('')
    const { url, seen } = await serve((socket) => socket.write(whole(body), 'latin1'), true)
    const dispatchers = new Dispatchers([localCertificate.cert], patient)
    const pausing = () => new Promise<void>((resolve) => setImmediate(resolve))
    expect((await get(dispatchers, url, pausing)).body === body).toBe(true)
    expect((await get(dispatchers, url)).body === body).toBe(true)
    expect(seen.connections).toBe(1)
  })

  test('what isn’t plain is read too', async () => {
    const text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nseveral\r\n0\r\n\r\n'
    const { url } = await serve((socket) => socket.write(text), true)
    const dispatchers = new Dispatchers([localCertificate.cert], patient)
    expect(await get(dispatchers, url)).toMatchObject({ ...answered, body: 'several' })
  })

  test('a certificate that nobody vouches for is refused before anything is asked', async () => {
    const { url, seen } = await serve((socket) => socket.write(whole(words)), true)
    const got = await get(new Dispatchers([], patient), url)
    expect('error' in got.exchanged && networkError(got.exchanged.error, false).message).toContain('certificate isn')
    expect(seen.questions).toEqual([])
  })

  test('a certificate of another name is refused', async () => {
    const { url, seen } = await serve((socket) => socket.write(whole(words)), true)
    url.hostname = 'localhost'
    expect(await get(new Dispatchers([localCertificate.cert], patient), url)).toMatchObject(broken(false))
    expect(seen.questions).toEqual([])
  })
})
