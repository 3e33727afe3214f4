/** Reads JSON columns. What isn't of the shape expected is nothing: a column must never keep a list from being shown. */
import { z } from 'zod'

const strings = z.array(z.string())
const object = z.record(z.string(), z.unknown())

export function stringList(json: string | null): string[] {
  return strings.safeParse(parsed(json)).data ?? []
}

export function objectOf(json: string | null): Readonly<Record<string, unknown>> {
  return object.safeParse(parsed(json)).data ?? {}
}

function parsed(json: string | null): unknown {
  if (json === null) return null
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
