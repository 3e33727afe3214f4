// What can be done to what is selected: of rows that are known by what they say, of others it is tried.
import { describe, expect, test } from 'vitest'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { listCan, listOffer } from '../../../../renderer/features/library/list/list-can.ts'
import { emptyFilter, newestFirst } from '../../../../renderer/stores/filter.ts'
import { buildItems } from '../../../../renderer/stores/library-items.ts'
import { nothingSelected, selectAll } from '../../../../renderer/stores/selection.ts'
import { recordingRow } from '../../../builders/recording-row.ts'

const view = { grid: false, details: true, attention: false }
const away = recordingRow({ id: 1 })
const here = recordingRow({ id: 2, local: 'complete', starred: true, hasTranscript: false, upstreamId: null })

function facts(rows: readonly RecordingRow[], ids = rows.map(({ id }) => id), filter = emptyFilter) {
  const groups = { groupSizes: Int32Array.from(ids, () => 1), groupMinutes: new Int32Array() }
  const items = buildItems({ ids: Int32Array.from(ids), ...groups }, new Set())
  const state = {
    ...{ items, filter, sort: newestFirst, selection: selectAll(items.keys, nothingSelected) },
    rows: new Map(rows.map((row) => [row.id, row])),
  }
  return { state, view, ids }
}

describe('what is selected', () => {
  test('is downloaded if anything of it is away, and removed if anything of it is here', () => {
    const can = (rows: readonly RecordingRow[]) =>
      (['download', 'remove'] as const).map((action) => listCan(action, facts(rows)))
    expect([can([away]), can([here]), can([away, here])]).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ])
  })

  test('is linked to and shown only when it is one', () => {
    const can = (rows: readonly RecordingRow[]) =>
      (['review', 'copy-recording-link', 'show-in-folder'] as const).map((action) => listCan(action, facts(rows)))
    expect(can([away])).toEqual([true, true, true])
    // 100ms gave it no id.
    expect(can([here])).toEqual([true, false, true])
    expect(can([away, here])).toEqual([false, false, false])
  })

  test('has its star taken back only when all have one', () => {
    expect(listOffer(facts([here])).on).toContain('star')
    expect(listOffer(facts([away, here])).on).not.toContain('star')
  })

  test('in thousands, of which few rows are known, is tried', () => {
    const many = facts(
      [here],
      Array.from({ length: 5000 }, (_, index) => index + 2),
    )
    const { can, on } = listOffer(many)
    expect(can).toEqual(expect.arrayContaining(['download', 'star', 'tag', 'remove', 'export-srt', 'clear-selection']))
    // All that are known have one.
    expect(on).toContain('star')
  })

  test('is nothing: then only the list itself can be told something', () => {
    const nothing = { ...facts([away]), ids: [] }
    nothing.state.selection = nothingSelected
    expect(listOffer(nothing).can.filter((action) => !/^sort-/.test(action))).toEqual([
      ...['select-all', 'grid', 'details', 'reverse-order'],
    ])
  })
})

test('best match is an order of what a search finds, which is always a list', () => {
  const found = facts([away], [1], { ...emptyFilter, text: 'bees' })
  expect([listCan('sort-relevance', found), listCan('grid', found), listCan('clear-filters', found)]).toEqual([
    ...[true, false, true],
  ])
  expect(listCan('sort-relevance', facts([away]))).toBe(false)
})
