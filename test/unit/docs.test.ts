// What the documents promise of tests.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

test('docs/security.md names only tests that are there', () => {
  const named = [
    ...readFileSync(join(root, 'docs/security.md'), 'utf8').matchAll(/`((?:[a-z-]+\/)*[a-z-]+(?:\.spec|\.test)?)`/g),
  ]
    .map(([, name = '']) => name)
    .filter((name) => /\.(spec|test)$|^(unit|db|ipc|integration|hostile)\//.test(name))
  expect(named.length).toBeGreaterThan(30)
  const files = (name: string) =>
    name.endsWith('.spec') ? [`e2e/${name}.ts`] : name.endsWith('.test') ? [`${name}.ts`] : [`${name}.test.ts`]
  const missing = named.filter((name) => !files(name).some((file) => existsSync(join(root, 'test', file))))
  expect(missing).toEqual([])
})
