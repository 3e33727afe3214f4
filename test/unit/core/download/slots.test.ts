import { expect, test } from 'vitest'
import { countFitting, smallPerSlot } from '../../../../main/engine/core/download/slots.ts'

const film = 64 * 1024 * 1024

test('small files share a slot, films and what nobody knows the size of have one each', () => {
  expect(countFitting([film, film, null, film, film], 4, 0)).toBe(4)
  expect(
    countFitting(
      Array.from({ length: 100 }, () => 2000),
      2,
      0,
    ),
  ).toBe(2 * smallPerSlot)
})

test('the order is kept: what is small doesn’t pass a film', () => {
  expect(countFitting([2000, film, 2000, film, 2000], 1, 0)).toBe(2)
  expect(countFitting([2000], 0, 0)).toBe(0)
})

test('small ones are taken a good many at a time, unless few are in hand; a film never waits for company', () => {
  const three = [2000, 2000, 2000]
  expect(countFitting(three, 3 / smallPerSlot, 61)).toBe(0)
  expect(countFitting(three, 3 / smallPerSlot, 12)).toBe(3)
  expect(countFitting(three, 16 / smallPerSlot, 48)).toBe(3)
  expect(countFitting([film], 1 / smallPerSlot, 63)).toBe(1)
})
