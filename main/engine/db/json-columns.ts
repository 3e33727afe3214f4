/**
 * Reads JSON columns. What isn't of the shape expected is nothing: a column must never keep a list from being shown. Without
 * zod, which the read worker would start with for these two.
 */
import { uniqueTags } from '../../../preload/contract/tag-terms.ts'

export function stringList(json: string | null): string[] {
  const list = parsed(json)
  return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : []
}

/** A person’s tags, each once. */
export const tagList = (json: string | null): string[] => uniqueTags(stringList(json))

export function objectOf(json: string | null): Readonly<Record<string, unknown>> {
  const object = parsed(json)
  return typeof object === 'object' && object !== null && !Array.isArray(object) ? { ...object } : {}
}

function parsed(json: string | null): unknown {
  if (json === null) return null
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
