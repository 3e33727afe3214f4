// One language everywhere: corners and sizes of letters come from tokens.css, so that the screens stay of one hand.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const renderer = join(import.meta.dirname, '../../../renderer')

type Declaration = { readonly file: string; readonly name: string; readonly value: string }

const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'))
const declarations: readonly Declaration[] = sheets.flatMap((file) =>
  [...readFileSync(join(renderer, file), 'utf8').matchAll(/^\s*([a-z][a-z-]*):\s*([^;{}]+);/gm)].map(
    ([, name = '', value = '']) => ({ file, name, value }),
  ),
)

test('corners are as round as the tokens say', () => {
  // A little more around something that is round itself, and shares of what they are of.
  const isOther = (value: string) => /\d(px|em)/.test(value.replaceAll(/calc\(var\(--radius\) \+ \d+px\)/g, ''))
  expect(declarations.filter(({ name, value }) => name.endsWith('radius') && isOther(value))).toEqual([])
})

test('letters have one of six sizes, or go by those around them', () => {
  const isOther = ({ file, value }: Declaration) =>
    !/^(var\(--size-\d+\)|inherit|[\d.]+em)$/.test(value) && !(file === 'styles/base.css' && value === '16px')
  expect(declarations.filter((each) => each.name === 'font-size' && isOther(each))).toEqual([])
})
