// What an attacker would send, for every surface: texts, values and paths that have broken programs before, and inputs
// that are nearly right. The one place for them; what only one surface knows stands beside its test.
import fc from 'fast-check'
import { z } from 'zod'

/** A secret to look for: nothing that the handlers answer, write or say may hold what only the test's files hold. */
export const canary = 'canary-7f3c-of-a-file-outside-of-the-library'

const nastyTexts: readonly string[] = [
  '',
  ' ',
  '..',
  '../',
  '../../../../etc/passwd',
  '..\\..\\private.txt',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  '\\\\server\\share',
  '\\\\?\\C:\\x',
  'CON',
  'nul.txt',
  'COM¹',
  '.dailies/library.db',
  'private.txt',
  '%2e%2e%2fprivate.txt',
  '%00',
  'a\u0000b',
  '\u202egpj.exe',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  'e\u0301',
  'ﷺ',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  "' OR 1=1 --",
  '"; DROP TABLE recordings; --',
  'NEAR(a b, 1e9)',
  '"',
  '*',
  '^',
  '-',
  ':',
  '{}',
  '=cmd|’/c calc’!A0',
  '__proto__',
  'constructor',
  'toString',
  'film.constructor',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://169.254.169.254/latest/meta-data',
  'https://user:password@host/x?token=t',
  'x'.repeat(5000),
  '語'.repeat(300),
  '\n\r\t\u001b[31m',
  '1e309',
  '-0',
  'NaN',
]

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...nastyTexts.filter((text) => text.length < 40)), { maxLength: 4 })
      .map((parts) => parts.join('')),
  },
)

const nastyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 63), Number.MAX_VALUE, Number.MIN_VALUE),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.integer(),
  fc.double(),
)

/** Of JSON, so that a file can hold it. */
export const nastyJson: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  nastyNumber,
  fc.constantFrom(null, true, false, [], {}, [[]], nested(60)),
  fc.array(nastyText, { maxLength: 3 }),
  fc.dictionary(nastyText, nastyText, { maxKeys: 3 }),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Of anything that a message between processes can carry. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyJson,
  fc.uint8Array({ maxLength: 20 }),
  fc.constantFrom(undefined, 1n, new Map(), new Date(Number.NaN), /x/, new ArrayBuffer(4)),
  fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, maxDepth: 2 }),
)

/** With parts that lead up, out, or to another name than they seem. */
export const nastyPath: fc.Arbitrary<string> = fc
  .array(fc.oneof(nastyText, fc.constantFrom('..', '.', '', 'a', 'Show', 'vod', '%2e%2e', '%2f', '%5c')), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((parts) => fc.constantFrom('/', '\\', '%2f', '//').map((separator) => parts.join(separator)))

function nested(depth: number): unknown {
  return depth === 0 ? 'deep' : [nested(depth - 1)]
}

export type Damage = { readonly bytes: readonly (readonly [at: number, byte: number])[]; readonly kept: number }

/** Some bytes of a file are others, and it may end early. */
export function damageTo(whole: Uint8Array, most = 6): fc.Arbitrary<Damage> {
  const length = whole.length
  const kept = fc.oneof({ weight: 4, arbitrary: fc.constant(length) }, { weight: 1, arbitrary: fc.nat(length) })
  // What is at the front of a file says what the rest is.
  const at = fc.oneof(fc.nat(length - 1), fc.nat(Math.min(length, 100) - 1))
  return fc.record({ bytes: fc.array(fc.tuple(at, fc.nat(255)), { maxLength: most }), kept })
}

export function damaged(whole: Uint8Array, { bytes, kept }: Damage): Buffer {
  const copy = Buffer.from(whole)
  for (const [at, byte] of bytes) copy[at] = byte
  return copy.subarray(0, kept)
}

/** A JSON value in which a few places hold something else, are gone, or came in addition. */
export function spoiledJson(good: unknown, most = 3): fc.Arbitrary<unknown> {
  const places = placesIn(good)
  const change = fc.tuple(fc.constantFrom(...places), nastyJson, fc.constantFrom('put', 'put', 'put', 'drop', 'add'))
  return fc.array(change, { minLength: 1, maxLength: most }).map((changes) => {
    const spoiled = structuredClone({ root: good })
    for (const [place, value, how] of changes) spoil(spoiled, ['root', ...place], value, how)
    return spoiled.root
  })
}

function placesIn(value: unknown, here: readonly string[] = []): string[][] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [[...here], ...below.flatMap(([key, item]) => placesIn(item, [...here, key]))]
}

function spoil(root: object, place: readonly string[], value: unknown, how: string): void {
  let target: unknown = root
  for (const key of place.slice(0, -1)) target = isObject(target) ? Reflect.get(target, key) : undefined
  if (!isObject(target)) return
  const last = place.at(-1) ?? ''
  if (how === 'drop') Reflect.deleteProperty(target, last)
  else Reflect.set(target, how === 'add' ? `${last}2` : last, value)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** An input as a command wants it, or nearly: each part of it is now and then something else. */
export function inputOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return ofShape(shape.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })))
}

type Shape = {
  readonly const?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly anyOf?: readonly Shape[] | undefined
  readonly oneOf?: readonly Shape[] | undefined
  readonly type?: string | readonly string[] | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly required?: readonly string[] | undefined
  readonly additionalProperties?: Shape | boolean | undefined
  readonly items?: Shape | undefined
  readonly pattern?: string | undefined
  readonly format?: string | undefined
}

const shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(shape).optional(),
    oneOf: z.array(shape).optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), shape).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), shape]).optional(),
    items: shape.optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
  }),
)

/** One part in forty is nothing that was asked for. */
function ofShape(wanted: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 39, arbitrary: rightOf(wanted) }, { weight: 1, arbitrary: nastyValue })
}

function rightOf(wanted: Shape): fc.Arbitrary<unknown> {
  if ('const' in wanted) return fc.constant(wanted.const)
  if (wanted.enum !== undefined) return fc.constantFrom(...wanted.enum)
  const either = wanted.anyOf ?? wanted.oneOf
  if (either !== undefined) return fc.oneof(...either.map(ofShape))
  if (Array.isArray(wanted.type)) return fc.oneof(...wanted.type.map((type: string) => ofShape({ ...wanted, type })))
  switch (wanted.type) {
    case 'object':
      return objectOf(wanted)
    case 'array':
      return fc.array(ofShape(wanted.items ?? {}), { maxLength: 4 })
    case 'string':
      return textOf(wanted)
    // Most ids and counts are small ones, and those that are there.
    case 'integer':
      return fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 6 }) }, fc.constantFrom(0, 500, 2 ** 31, -1))
    case 'number':
      return fc.oneof({ weight: 6, arbitrary: fc.double({ min: 0, max: 1000, noNaN: true }) }, nastyNumber)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return nastyValue
  }
}

function objectOf({ properties = {}, required = [], additionalProperties }: Shape): fc.Arbitrary<unknown> {
  const known = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, ofShape(each)]))
  const values = additionalProperties !== undefined && typeof additionalProperties === 'object'
  if (values) return fc.dictionary(nastyText, ofShape(additionalProperties), { maxKeys: 3 })
  return fc.record(known, { requiredKeys: required.filter((name) => name in known) })
}

function textOf({ pattern, format }: Shape): fc.Arbitrary<unknown> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return format === 'uri' ? fc.webUrl() : nastyText
}
