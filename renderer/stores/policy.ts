/** What is downloaded without being asked for: the default of the first run, and the choices by what they are for. Pure. */
import type { DownloadPolicy } from '../../preload/contract/download.ts'
import type { AssetType } from '../../preload/contract/recording.ts'
import { compositeTypes, textTypes } from '../../preload/contract/recording-terms.ts'

/** Everything that search needs, and composites that 100ms is about to delete. */
export const defaultPolicy: DownloadPolicy = {
  types: ['transcript', 'chat', 'summary', 'room-composite', 'room-composite-legacy'],
  roomIds: null,
  sinceMs: null,
  compositesOnlyExpiring: true,
}

export const nothingByItself: DownloadPolicy = { types: [], roomIds: null, sinceMs: null, compositesOnlyExpiring: true }

/** It names something that is downloaded without being asked for. */
export const keepsAnything = (policy: DownloadPolicy): boolean =>
  policy.types.length > 0 || policy.rescuesExpiring === true

export type CompositeChoice = 'none' | 'expiring' | 'all'

const has = (policy: DownloadPolicy, types: readonly AssetType[]) => types.every((type) => policy.types.includes(type))
const withTypes = (policy: DownloadPolicy, types: readonly AssetType[], on: boolean): DownloadPolicy => {
  const others = policy.types.filter((type) => !types.includes(type))
  return { ...policy, types: on ? [...others, ...types] : others }
}

export const hasTexts = (policy: DownloadPolicy): boolean => has(policy, textTypes)
export const withTexts = (policy: DownloadPolicy, on: boolean): DownloadPolicy => withTypes(policy, textTypes, on)

export function compositeChoice(policy: DownloadPolicy): CompositeChoice {
  // A policy of older or other making may name one of the two kinds only: that one is downloaded all the same.
  if (!compositeTypes.some((type) => policy.types.includes(type))) return 'none'
  return policy.compositesOnlyExpiring ? 'expiring' : 'all'
}

export const withComposites = (policy: DownloadPolicy, choice: CompositeChoice): DownloadPolicy => ({
  ...withTypes(policy, compositeTypes, choice !== 'none'),
  compositesOnlyExpiring: choice !== 'all',
})

export const hasType = (policy: DownloadPolicy, type: AssetType): boolean => policy.types.includes(type)
export const withType = (policy: DownloadPolicy, type: AssetType, on: boolean): DownloadPolicy =>
  withTypes(policy, [type], on)
