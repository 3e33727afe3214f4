/** A command as the palette shows it. */
import type { LucideIcon } from 'lucide-react'
import type { Action } from '../../preload/contract/action.ts'

export type AppCommand = {
  readonly action: Action
  readonly words: string
  /** By which it is found too. */
  readonly alike: string
  readonly icon: LucideIcon
  /** As Kbd takes it. */
  readonly key?: string | undefined
}
