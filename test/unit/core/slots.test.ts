import { expect, test } from 'vitest'
import { countFitting, smallPerSlot } from '../../../main/engine/core/slots.ts'

const film = 64 * 1024 * 1024

test('small files share a slot, films and what nobody knows the size of have one each', () => {
  expect(countFitting([film, film, null, film, film], 4)).toBe(4)
  expect(
    countFitting(
      Array.from({ length: 100 }, () => 2000),
      2,
    ),
  ).toBe(2 * smallPerSlot)
})

test('the order is kept: what is small doesn’t pass a film', () => {
  expect(countFitting([2000, film, 2000, film, 2000], 1)).toBe(2)
  expect(countFitting([2000], 0)).toBe(0)
})
