import { expect, test } from 'vitest'
import { connectionFromEnvironment } from '../../../main/engine/adapters/environment-credentials.ts'

const api = 'https://api.100ms.live/v2'

test('a token, or a key with its secret', () => {
  expect(connectionFromEnvironment({ DAILIES_TOKEN: ' t ' }, null)).toEqual({
    ok: true,
    value: { apiUrl: api, credentials: { kind: 'token', token: 't' } },
  })
  expect(
    connectionFromEnvironment({ DAILIES_ACCESS_KEY: 'k', DAILIES_APP_SECRET: 's' }, 'http://127.0.0.1:1/v2'),
  ).toEqual({
    ok: true,
    value: { apiUrl: 'http://127.0.0.1:1/v2', credentials: { kind: 'key', accessKey: 'k', appSecret: 's' } },
  })
})

test('none is none; half a pair is told, without the half that is there', () => {
  expect(connectionFromEnvironment({ DAILIES_TOKEN: '' }, null)).toEqual({ ok: true, value: null })
  const half = connectionFromEnvironment({ DAILIES_APP_SECRET: 'hidden' }, null)
  expect(half).toMatchObject({ ok: false, error: { kind: 'invalid' } })
  expect(JSON.stringify(half)).toContain('DAILIES_ACCESS_KEY')
  expect(JSON.stringify(half)).not.toContain('hidden')
})
