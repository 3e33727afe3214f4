import { describe, expect, test } from 'vitest'
import { type ResumeRecord, resumePlan } from '../../../../main/engine/core/download/resume.ts'

const record: ResumeRecord = {
  validator: { etag: '"a"', lastModified: null },
  totalBytes: 1000,
  checkpoint: { bytes: 400, sha256: 'aa' },
  boot: 'today',
  checkedAgainst: null,
}

describe('a .part is gone on with', () => {
  test('from its end after a crash of the process: every write had reached the system', () => {
    expect(resumePlan(record, 700, 'today')).toMatchObject({ kind: 'resume', offset: 700 })
  })

  test('from its last checkpoint after a restart of the computer: a length may outlive its bytes', () => {
    expect(resumePlan(record, 700, 'tomorrow')).toMatchObject({ kind: 'resume', offset: 400 })
  })
})

describe('a .part is thrown away', () => {
  test.each([
    ['without a record', null, 700, 'today'],
    ['that is empty', record, 0, 'today'],
    ['shorter than its checkpoint', record, 399, 'today'],
    ['longer than the object', record, 1001, 'today'],
    ['without a checkpoint, after a restart of the computer', { ...record, checkpoint: null }, 700, 'tomorrow'],
  ] as const)('%s', (_name, of, bytes, boot) => {
    expect(resumePlan(of, bytes, boot)).toEqual({ kind: 'from-start' })
  })
})
