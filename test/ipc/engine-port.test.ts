import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Handlers } from '../../main/engine/rpc/handler.ts'
import { noLibraryHandlers } from '../../main/engine/rpc/no-library.ts'
import { RpcServer, type WindowPort } from '../../main/engine/rpc/server.ts'
import { CallServer } from '../../main/link/call-server.ts'
import { commandSchemas } from '../../preload/contract/commands.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { ok } from '../../preload/contract/result.ts'
import { EngineClient } from '../../renderer/api/engine-client.ts'
import { overview } from '../builders/library-snapshot.ts'
import { openChannel } from './channel.ts'

type Bug = { event: string; fields: Readonly<Record<string, unknown>> }

let bugs: Bug[]
let client: EngineClient
let portsAsked: number
let cuts: (() => void)[]

beforeEach(() => {
  bugs = []
  cuts = []
  portsAsked = 0
  client = new EngineClient(() => {
    portsAsked += 1
  })
  client.start()
})
afterEach(() => {
  for (const cut of cuts) cut()
})

/** An engine with these handlers, its port given to the client: what the shell does at each start of the engine. */
function startEngine(handlers: Partial<Handlers>): { cut: () => void } {
  const ports = new Set<WindowPort>()
  const server = new RpcServer({ ...noLibraryHandlers, ...handlers }, ports, (event, fields) => {
    bugs.push({ event, fields })
  })
  const { engineEnd, windowEnd, cut } = openChannel()
  server.attach(engineEnd, [])
  client.connect(windowEnd)
  cuts.push(cut)
  return { cut }
}

/** The next time that the client says so. */
const nextConnection = (connected: boolean) =>
  new Promise<void>((resolve) => {
    let isFirst = true
    const stop = client.onConnection((now) => {
      if (!isFirst && now === connected) {
        stop()
        resolve()
      }
      isFirst = false
    })
  })

describe('a call', () => {
  test('made before there is an engine waits for it', async () => {
    const answer = client.call('library.state', {})
    startEngine({})
    expect(await answer).toMatchObject({ ok: true, value: { path: null } })
    expect(portsAsked).toBe(1)
  })

  test('brings typed arrays across as they are', async () => {
    const snapshot = {
      seq: 3,
      ids: Int32Array.of(9, 8, 7),
      groupSizes: Int32Array.of(2, 1),
      groupMinutes: Int32Array.of(7, 6),
      rows: [],
    }
    startEngine({ 'library.query': async () => ok(snapshot) })
    const answer = await client.call('library.query', { filter: wholeLibrary, sort: { by: 'date', descending: true } })
    expect(answer).toEqual({ ok: true, value: snapshot })
  })

  test('with an input of another shape is refused before the handler sees it', async () => {
    let handled = 0
    startEngine({
      'library.rows': async () => {
        handled += 1
        return ok([])
      },
    })
    const answer = await client.call('library.rows', { ids: [1.5, -1] })
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid', message: expect.stringContaining('ids.0') } })
    expect(handled).toBe(0)
  })

  test('whose handler throws ends as internal, with the details in the log only', async () => {
    startEngine({
      'library.overview': async () => {
        throw new Error('no such column: password')
      },
    })
    const answer = await client.call('library.overview', {})
    expect(answer).toMatchObject({ ok: false, error: { kind: 'internal' } })
    expect(JSON.stringify(answer)).not.toContain('password')
    expect(bugs).toEqual([
      {
        event: 'command-failed',
        fields: { command: 'library.overview', error: new Error('no such column: password') },
      },
    ])
  })

  test('whose answer is none that was agreed ends as internal, with the details in the log only', async () => {
    const speakers = [{ name: 'Maya', recordings: Number.NaN }]
    startEngine({ 'library.speakers': async () => ok(speakers) })
    const answer = await client.call('library.speakers', { text: '', limit: 10 })
    expect(answer).toMatchObject({ ok: false, error: { kind: 'internal' } })
    expect(bugs).toMatchObject([{ event: 'command-failed', fields: { command: 'library.speakers' } }])
  })

  test('of an unknown name is refused, whatever the name', async () => {
    const { engineEnd, windowEnd, cut } = openChannel()
    cuts.push(cut)
    new RpcServer(noLibraryHandlers, new Set(), () => undefined).attach(engineEnd, [])
    const names = ['library.drop', '__proto__', 'constructor', '']
    const answers = new Promise<unknown[]>((resolve) => {
      const received: unknown[] = []
      windowEnd.addEventListener('message', ({ data }) => {
        received.push(data)
        if (received.length === names.length) resolve(received)
      })
    })
    windowEnd.start()
    // What isn't a call gets no answer, and breaks nothing.
    for (const noise of [null, 'hello', { call: 'one' }, [1, 2]]) windowEnd.postMessage(noise)
    names.forEach((name, index) => {
      windowEnd.postMessage({ call: index, name, input: {} })
    })
    expect(await answers).toEqual(
      names.map((_, index) =>
        expect.objectContaining({ answer: index, ok: false, error: expect.objectContaining({ kind: 'invalid' }) }),
      ),
    )
  })

  test('of any shape at all is answered or ignored, and never runs a handler by accident', async () => {
    const calls = CallServer.of(commandSchemas, noLibraryHandlers, (event, fields) => bugs.push({ event, fields }))
    const names = fc.constantFrom(...Object.keys(commandSchemas), 'toString', 'hasOwnProperty')
    const message = fc.oneof(fc.anything(), fc.record({ call: fc.anything(), name: names, input: fc.anything() }))
    await fc.assert(
      fc.asyncProperty(message, async (anything) => {
        const answer = await calls.answer(anything)
        if (answer && !answer.ok) expect(['invalid', 'no-library']).toContain(answer.error.kind)
      }),
    )
    expect(bugs).toEqual([])
  })
})

describe('when the engine dies', () => {
  test('a question is asked again of the next one, an order fails as restarting', async () => {
    let asked = 0
    const { cut } = startEngine({
      'library.overview': () => {
        asked += 1
        return new Promise(() => undefined)
      },
      'library.rebuild': () => {
        asked += 1
        if (asked === 2) cut()
        return new Promise(() => undefined)
      },
    })
    const lost = nextConnection(false)
    const question = client.call('library.state', {})
    expect(await question).toMatchObject({ ok: true })
    const answer = client.call('library.overview', {})
    const rebuild = client.call('library.rebuild', {})
    expect(await rebuild).toMatchObject({ ok: false, error: { kind: 'restarting' } })
    await lost

    startEngine({
      'library.overview': async () => ok({ ...overview, localBytes: 1 }),
    })
    expect(await answer).toMatchObject({ ok: true, value: { localBytes: 1 } })
  })

  test('a question that may be what killed it is asked only twice', async () => {
    const deadly = () => {
      const { cut } = startEngine({
        'library.overview': () => {
          cut()
          return new Promise(() => undefined)
        },
      })
    }
    const lostOnce = nextConnection(false)
    deadly()
    const answer = client.call('library.overview', {})
    await lostOnce
    deadly()
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'restarting' } })
  })

  test('whoever reads is told to read again, but not at the first start', async () => {
    let reconnects = 0
    let resnapshots = 0
    client.onReconnect(() => {
      reconnects += 1
    })
    client.onResnapshot(() => {
      resnapshots += 1
    })
    const { cut } = startEngine({})
    expect([reconnects, resnapshots]).toEqual([0, 0])
    const lost = nextConnection(false)
    cut()
    await lost
    startEngine({})
    expect([reconnects, resnapshots]).toEqual([1, 1])
  })
})
