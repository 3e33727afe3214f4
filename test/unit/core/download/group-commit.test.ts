// Writes that share a commit: none is lost for another's fault.
import { expect, test } from 'vitest'
import { GroupCommit } from '../../../../main/engine/core/download/group-commit.ts'

function group() {
  const transactions: string[][] = []
  const later: (() => void)[] = []
  let written: string[] = []
  const store = {
    together<T>(run: () => T): T {
      written = []
      const result = run()
      transactions.push(written)
      return result
    },
  }
  const commits = new GroupCommit(store, (run) => void later.push(run))
  return {
    transactions,
    commit: (what: string) => commits.commit(() => void written.push(what)),
    fail: () =>
      commits.commit(() => {
        throw new Error('full')
      }),
    flush: () => {
      for (const run of later.splice(0)) run()
    },
  }
}

test('what comes together is one transaction, and nothing is said to be written before', async () => {
  const { transactions, commit, flush } = group()
  const said: string[] = []
  const both = Promise.all(['one', 'two'].map((what) => commit(what).then(() => said.push(what))))
  await Promise.resolve()
  expect(said).toEqual([])
  flush()
  await both
  expect(transactions).toEqual([['one', 'two']])
  expect(said).toEqual(['one', 'two'])
})

test('one that fails takes none of the others with it', async () => {
  const { transactions, commit, fail, flush } = group()
  const outcomes = Promise.allSettled([commit('one'), fail(), commit('three')])
  flush()
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(transactions).toEqual([['one'], ['three']])
})
