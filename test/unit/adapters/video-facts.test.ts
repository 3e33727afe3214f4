// What an exported list may promise of a file.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tracksIn } from '../../../main/engine/adapters/video-facts.ts'

const media = join(import.meta.dirname, '../../fixtures/media/late-desk')

test('What can be seen and heard of a file is what its tracks are', async () => {
  expect(await tracksIn(join(media, 'composite.mp4'))).toEqual({ picture: true, sound: true })
  expect(await tracksIn(join(media, 'track-ines-audio.webm'))).toEqual({ picture: false, sound: true })
  expect(await tracksIn(join(media, 'transcript.json'))).toBeNull()
})
