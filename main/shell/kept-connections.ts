/**
 * Which of the kept credentials are whose. Two access keys of one workspace have the customer in common; an address may
 * have been kept as it was typed.
 */

import type { KeptConnection, KnownConnection } from '../../preload/contract/control.ts'
import { normalApiUrl } from '../api-address.ts'

type Kept = readonly KeptConnection[]

/** Newer ones take the place of those with the same access key. */
export function keeping(kept: Kept, connection: KeptConnection): KeptConnection[] {
  return [...kept.filter((it) => !isSame(it, connection)), connection]
}

/** Those of a workspace: with the access key it has now, and with those it had before. */
export function forgetting(kept: Kept, whose: KnownConnection): KeptConnection[] {
  return kept.filter((it) => !isSame(it, whose) && !isOfCustomer(it, whose))
}

/** null: nothing new is known of them. */
export function learning(kept: Kept, known: readonly KnownConnection[]): KeptConnection[] | null {
  const learned = kept.map((it) => {
    const customerId = known.find((one) => isSame(it, one))?.customerId ?? it.customerId
    return customerId === it.customerId ? it : { ...it, customerId }
  })
  return learned.some((it, index) => it !== kept[index]) ? learned : null
}

function isSame(one: KnownConnection, other: KnownConnection): boolean {
  return one.identity === other.identity && isSameAddress(one, other)
}

function isOfCustomer(one: KnownConnection, other: KnownConnection): boolean {
  return other.customerId !== null && one.customerId === other.customerId && isSameAddress(one, other)
}

function isSameAddress(one: KnownConnection, other: KnownConnection): boolean {
  return normalApiUrl(one.apiUrl) === normalApiUrl(other.apiUrl)
}
