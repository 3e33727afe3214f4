// What an exported list may promise of a file.
import { join } from 'node:path'
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import { expect, test } from 'vitest'
import { tracksIn } from '../../../../main/engine/adapters/content/video-facts.ts'

const media = join(import.meta.dirname, '../../../fixtures/media/late-desk')
const film = (name: string) => new Input({ formats: ALL_FORMATS, source: new FilePathSource(join(media, name)) })

test('What can be seen and heard of a file is what its tracks are', async () => {
  expect(await tracksIn(film('composite.mp4'))).toEqual({ picture: true, sound: true })
  expect(await tracksIn(film('track-ines-audio.webm'))).toEqual({ picture: false, sound: true })
  expect(await tracksIn(film('transcript.json'))).toBeNull()
})
