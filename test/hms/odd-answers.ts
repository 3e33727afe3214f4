/** Pages that are valid JSON and still hard to read. The good items stay in them: a client must not lose those. */

interface Page {
  data?: unknown[]
  last?: unknown
}

/** `last` leads back to where the caller came from. */
export function repeatedCursor(body: unknown, start: string | null): unknown {
  const page = body as Page
  const first = (page.data?.[0] as { id?: string } | undefined)?.id
  return { ...page, last: start ?? first }
}

/** Ids of the odd items that can be told apart; they are older than nothing and belong to no room that exists. */
const ODD_ID = '0badc0de0badc0de0badc0de'

export function oddItems(body: unknown): unknown {
  const page = body as Page
  if (!Array.isArray(page.data)) return body
  const first = page.data[0]
  const nulls = Object.fromEntries(Object.keys((first as object | undefined) ?? {}).map((name) => [name, null]))
  const odd = [
    null,
    'not an object',
    {},
    { ...nulls, id: ODD_ID },
    { ...(first as object), id: 17 },
    {
      ...(first as object),
      id: `${ODD_ID.slice(0, -1)}1`,
      status: 'teleporting',
      type: 'hologram',
      new_field: { a: [1] },
    },
    { ...(first as object), id: `${ODD_ID.slice(0, -1)}2`, created_at: 'yesterday', duration: '12.5', size: -1 },
    first,
  ]
  return { ...page, data: [...odd.slice(0, 4), ...page.data, ...odd.slice(4)] }
}
