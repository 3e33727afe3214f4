// What stands under a name that a download needs, and isn't its own.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DownloadLibrary, until } from '../../builders/download-library.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

let workspace: Workspace
let library: DownloadLibrary

beforeEach(async () => {
  workspace = await startWorkspace()
  library = new DownloadLibrary(workspace)
  await library.sync()
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

test('another file that has the name already is kept beside the one that comes, however often', async () => {
  const id = workspace.assetId('morning-harbour', 'chat')
  const path = library.path(id, 'chat.csv')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path.replace('chat.csv', 'chat (before).csv'), 'the first')
  writeFileSync(path, 'the second')
  await library.download(id)
  expect(library.row(id).state).toBe('done')
  expect(library.hashOnDisk(id, 'chat.csv')).toBe(library.files(id)[0]?.sha256)
  expect(readFileSync(path.replace('chat.csv', 'chat (before).csv'), 'utf8')).toBe('the first')
  expect(readFileSync(path.replace('chat.csv', 'chat (before 2).csv'), 'utf8')).toBe('the second')
})

test('the same file, left by a run that nobody recorded, is simply taken', async () => {
  const id = workspace.assetId('morning-harbour', 'chat')
  const path = library.path(id, 'chat.csv')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, workspace.control.object(id).source.read(0, workspace.control.object(id).source.size))
  await library.download(id)
  expect(library.row(id).state).toBe('done')
  expect(library.exists(id, 'chat (before).csv')).toBe(false)
})

describe('a track is named after whoever it is of', () => {
  /** A session that was listed, and whose participants nobody has read yet. */
  async function unreadPanel(): Promise<readonly [audio: string, video: string]> {
    const room = workspace.control.addRoom({ name: 'Panel' })
    const people = [{ name: 'Ann', role: 'host', userId: 'ann', peerId: 'cf348192-f1d5-4cdb-9eb3-b62c2649e419' }]
    const track = (kind: string) => ({
      type: 'track',
      content: { text: `${kind}\n` },
      metadata: { peer_id: people[0]?.peerId, stream_id: 's', track_id: kind, track_type: kind },
    })
    const assets = [track('audio'), track('video')]
    const added = workspace.control.addRecording({ name: 'panel', roomId: room.id, people, assets })
    const [audio = '', video = ''] = added.assets.map(({ id }) => id)
    await library.close()
    library = new DownloadLibrary(workspace)
    await library.sync()
    const session = `SELECT id FROM sessions WHERE upstream_id = '${added.sessionId}'`
    library.library.db.exec(`DELETE FROM participants WHERE session_id = (${session})`)
    library.library.db.exec(`UPDATE sessions SET raw = NULL WHERE upstream_id = '${added.sessionId}'`)
    workspace.requests.clear()
    return [audio, video]
  }
  const namesOf = (...ids: readonly string[]) =>
    ids.map((id) => library.files(id)[0]?.name.replace(' (unverified)', ''))

  test('whether the session had been read by then or not', async () => {
    const [audio, video] = await unreadPanel()
    workspace.faults.add({ on: 'api', kind: 'status', status: 503, match: /\/sessions\//, times: 1 })
    await library.download(audio, video)
    // One that failed, and one for both.
    expect(workspace.requests.count('api', /\/sessions\//)).toBe(2)
    expect([audio, video].map((id) => library.row(id).state)).toEqual(['done', 'done'])
    expect(namesOf(audio, video)).toEqual(['tracks/Ann · audio.webm', 'tracks/Ann · video.webm'])
  })

  test('also when it was cancelled before that was known, which makes no folder either', async () => {
    const [audio] = await unreadPanel()
    const down = workspace.faults.add({ on: 'api', kind: 'status', status: 503, match: /\/sessions\//, times: 9 })
    library.queue.start()
    const target = { kind: 'assets' as const, assetIds: [library.assetId(audio)] }
    await library.commands.start(target)
    while (down.hits === 0) await new Promise((resolve) => setImmediate(resolve))
    await library.commands.tell(target, 'cancel')
    expect(library.row(audio).state).toBe('cancelled')
    expect(existsSync(join(library.root, 'Panel'))).toBe(false)
    down.remove()
    await library.download(audio)
    expect(namesOf(audio)).toEqual(['tracks/Ann · audio.webm'])
  })

  test('paused or cancelled while 100ms keeps that to itself, it stops at once, and is named so all the same', async () => {
    const [audio] = await unreadPanel()
    const held = workspace.faults.add({
      on: 'api',
      kind: 'hang',
      match: /\/sessions\//,
      times: Number.POSITIVE_INFINITY,
    })
    library.queue.start()
    const target = { kind: 'assets' as const, assetIds: [library.assetId(audio)] }
    await library.commands.start(target)
    await until(() => held.hits === 1)
    // Waiting for the answer each time, it would take minutes.
    for (const [told, state] of [
      ['pause', 'paused'],
      ['resume', 'running'],
      ['pause', 'paused'],
      ['resume', 'running'],
      ['cancel', 'cancelled'],
    ] as const) {
      await library.commands.tell(target, told)
      await until(() => library.row(audio).state === state)
    }
    expect(existsSync(join(library.root, 'Panel'))).toBe(false)
    held.remove()
    library.makeQueue()
    await library.download(audio)
    expect(namesOf(audio)).toEqual(['tracks/Ann · audio.webm'])
  })
})

test('of rooms that share a name the oldest has it for its folder, whichever is downloaded first', async () => {
  const day = 86_400_000
  const rooms = [3, 2, 1].map((daysAgo) =>
    workspace.control.addRoom({ name: 'Panel', key: `${daysAgo}`, createdMs: Date.now() - daysAgo * day }),
  )
  const ids = rooms.map((room, index) => {
    const chat = { type: 'chat', content: { text: `SenderPeerID,SenderName\n${index},\n` } }
    return (
      workspace.control.addRecording({ name: `panel ${index}`, roomId: room.id, assets: [chat] }).assets[0]?.id ?? ''
    )
  })
  const folders = async (order: readonly string[]) => {
    await library.close()
    library = new DownloadLibrary(workspace)
    await library.sync()
    for (const id of order) await library.download(id)
    return ids.map((id) => library.path(id, '').slice(library.root.length).split('/')[1])
  }
  const [oldest, ...later] = await folders(ids)
  expect(oldest).toBe('Panel')
  expect(later.every((name) => name?.startsWith('Panel · '))).toBe(true)
  expect(await folders([...ids].reverse())).toEqual([oldest, ...later])
})
