// A transcript as a file, from a library whose drive may have gone.
import { renameSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { makeFolder, removeFolders } from '../../builders/library-folder.ts'
import { Studio } from '../../builders/studio.ts'

afterEach(removeFolders)

test('while the library’s drive is away nobody is told to download the transcript', async () => {
  const folder = makeFolder()
  const studio = new Studio(folder)
  const id = await studio.recorded('one', studio.folder.room('room', 'Harbour'))
  renameSync(folder, `${folder}-elsewhere`)
  const exported = studio.reader.exportTranscript(id, 'srt', 'UTC')
  expect(exported).toMatchObject({ ok: false, error: { kind: 'library-missing' } })
  renameSync(`${folder}-elsewhere`, folder)
  expect(studio.exported(id)).toContain('Good morning everybody.')
  studio.close()
})
