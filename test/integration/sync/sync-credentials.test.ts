/** What syncing does without credentials, or with such as 100ms refuses: it stops, and says why. */
import { describe, expect, test } from 'vitest'
import { libraryOf, stopAfterEach, syncNow, workspaceOf } from '../../builders/synced-library.ts'

stopAfterEach()

describe('credentials that are refused stop the sync and say why', () => {
  test('a wrong secret', async () => {
    const workspace = await workspaceOf()
    const library = libraryOf(workspace, {
      connection: {
        apiUrl: workspace.apiUrl,
        credentials: { kind: 'key', accessKey: workspace.accessKey, appSecret: 'nonsense' },
      },
    })
    await syncNow(library)
    expect(library.phase()).toMatchObject({ kind: 'stopped', error: { kind: 'unauthorized', reason: 'wrong-secret' } })
    expect(library.clock.nextDueMs()).toBeNull()
    expect(JSON.stringify(library.phase())).not.toContain('nonsense')
    // New credentials for the same workspace set it going again.
    library.connections.connect(
      {
        apiUrl: workspace.apiUrl,
        credentials: { kind: 'key', accessKey: workspace.accessKey, appSecret: workspace.appSecret },
      },
      '',
    )
    library.sync.start(library.workspaceId)
    await library.sync.now(library.workspaceId)
    expect(library.phase()).toEqual({ kind: 'idle' })
  })

  test('a clock that is off', async () => {
    const workspace = await workspaceOf()
    const library = libraryOf(workspace)
    library.clock.advance(3 * 86_400_000)
    await syncNow(library)
    expect(library.phase()).toMatchObject({ kind: 'stopped', error: { kind: 'unauthorized', reason: 'clock' } })
  })

  test('a token that has expired', async () => {
    const workspace = await workspaceOf()
    const token = workspace.token({ lifetimeSeconds: -5 })
    const library = libraryOf(workspace, {
      connection: { apiUrl: workspace.apiUrl, credentials: { kind: 'token', token } },
    })
    await syncNow(library)
    expect(library.phase()).toMatchObject({ kind: 'stopped', error: { kind: 'unauthorized', reason: 'expired' } })
    expect(JSON.stringify(library.phase())).not.toContain(token)
  })

  test('no permission', async () => {
    const workspace = await workspaceOf()
    const library = libraryOf(workspace)
    workspace.faults.add({ on: 'api', kind: 'status', status: 403, times: Number.POSITIVE_INFINITY })
    await syncNow(library)
    expect(library.phase()).toMatchObject({ kind: 'stopped', error: { kind: 'forbidden' } })
  })

  test('one refusal of a good token is tried again with a fresh one', async () => {
    const workspace = await workspaceOf()
    const library = libraryOf(workspace)
    workspace.faults.add({ on: 'api', kind: 'status', status: 401 })
    workspace.faults.add({ on: 'api', kind: 'status', status: 403, after: 5 })
    await syncNow(library)
    expect(library.phase()).toEqual({ kind: 'idle' })
  })
})

test('a workspace without credentials is idle, and one that is disconnected stops', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  workspace.faults.add({ on: 'api', kind: 'hang', times: Number.POSITIVE_INFINITY })
  library.sync.start(library.workspaceId)
  expect(library.connections.disconnect(library.workspaceId)).toEqual({
    apiUrl: workspace.apiUrl,
    identity: workspace.accessKey,
    customerId: null,
  })
  library.sync.end(library.workspaceId)
  await library.sync.stop()
  expect(library.phase()).toEqual({ kind: 'idle' })
  // Nothing has come of it.
  expect(library.connections.list()).toEqual([])
  await library.sync.now(null)
})
