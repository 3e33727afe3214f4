import { expect, test } from 'vitest'
import { bucketOf, expiresMs } from '../../../../main/engine/core/sync/sync-retention.ts'

const createdMs = Date.UTC(2026, 10, 1)
const inFifteenDays = Date.UTC(2026, 10, 16)

test('what 100ms hosts expires after fifteen days', () => {
  expect(expiresMs({ path: 's3://100ms/x.mp4', customerBucket: null, createdMs })).toBe(inFifteenDays)
  expect(expiresMs({ path: null, customerBucket: null, createdMs })).toBe(inFifteenDays)
})

test('what lies in the customer’s bucket doesn’t, but what was made before there was one does', () => {
  expect(expiresMs({ path: 'gs://ours/calls/x.mp4', customerBucket: 'ours', createdMs })).toBeNull()
  expect(expiresMs({ path: '/calls/x.mp4', customerBucket: 'ours', createdMs })).toBeNull()
  expect(expiresMs({ path: 's3://100ms/x.mp4', customerBucket: 'ours', createdMs })).toBe(inFifteenDays)
})

test('without a date nothing is claimed', () => {
  expect(expiresMs({ path: 's3://100ms/x.mp4', customerBucket: null, createdMs: null })).toBeNull()
})

test('a bucket is the first part, however it is written', () => {
  expect(bucketOf('s3://bucket/prefix/x.mp4')).toBe('bucket')
  expect(bucketOf('bucket/prefix')).toBe('bucket')
  expect(bucketOf('bucket')).toBe('bucket')
  expect(bucketOf('')).toBeNull()
})
