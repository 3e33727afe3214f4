// Where a clip begins in films that were written live, without an index, or that begin long after their clock.
import {
  BufferSource,
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'
import { expect, test } from 'vitest'
import { planCut } from '../../../../main/engine/clips/cut.ts'

/** The first byte of a VP8 frame says whether it is a key frame (RFC 6386 §9.1). */
const keyFrame = new Uint8Array([0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x10, 0, 0x10, 0])
const otherFrame = new Uint8Array([0x11, 0, 0])
const frameS = 0.1

/** As a server writes what somebody sends: no index, and key frames only where one was asked for. */
async function liveFilm({ beginS, endS, keysS }: Record<'beginS' | 'endS', number> & { keysS: readonly number[] }) {
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat({ appendOnly: true }), target })
  const source = new EncodedVideoPacketSource('vp8')
  output.addVideoTrack(source)
  await output.start()
  const meta = { decoderConfig: { codec: 'vp8', codedWidth: 16, codedHeight: 16 } }
  for (let frame = Math.round(beginS / frameS); frame * frameS < endS; frame += 1) {
    const isKey = keysS.some((keyS) => Math.round(keyS / frameS) === frame)
    const data = isKey ? keyFrame : otherFrame
    await source.add(new EncodedPacket(data, isKey ? 'key' : 'delta', frame * frameS, frameS), meta)
  }
  await output.finalize()
  return new Input({ formats: [WEBM], source: new BufferSource(target.buffer ?? new ArrayBuffer()) })
}

async function cutOf(input: Input, inS: number, outS: number) {
  const film = { library: '', path: 'track.webm', kind: 'file' } as const
  const plan = await planCut({ input, leadingS: () => 0 }, { film, inS, outS, part: null })
  return typeof plan === 'string' ? plan : plan.cut
}

test('Without an index, too, a clip begins with the key frame before, however far that is', async () => {
  const input = await liveFilm({ beginS: 0, endS: 100, keysS: [0, 60] })
  expect(await cutOf(input, 95, 96)).toMatchObject({ startS: 60 })
  expect(await cutOf(input, 55, 56)).toMatchObject({ startS: 0 })
  expect(await cutOf(input, 60, 61)).toMatchObject({ startS: 60 })
})

test('Of a time in which the film has nothing yet there is no clip', async () => {
  const input = await liveFilm({ beginS: 10, endS: 20, keysS: [10] })
  expect(await cutOf(input, 2, 5)).toBe('nothing-between')
  expect(await cutOf(input, 2, 12)).toMatchObject({ inS: 2, outS: 12 })
})
