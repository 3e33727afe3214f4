/** Which stage of its life the window is in, and what it becomes by what is heard of the library. Pure. */
import type { Health } from '../../preload/contract/shell-events.ts'

export type SetupStep = 'connect' | 'library' | 'choose' | 'done'

export type Stage =
  | { readonly kind: 'starting' }
  | { readonly kind: 'setup'; readonly step: SetupStep }
  /** The library that was open last time can't be opened: its drive is away, or someone else writes in it. */
  | {
      readonly kind: 'missing'
      readonly path: string
      /** Whose review room stands meanwhile, with what was being written in it when the library went; null: none. */
      readonly heldId: number | null
    }
  | { readonly kind: 'ready' }

/** What the window starts with. `policyAsked` false: the first run never got to ask what to download. */
export function firstStage(facts: {
  readonly openPath: string | null
  readonly lastPath: string | null
  readonly workspaces: number
  readonly policyAsked: boolean
}): Stage {
  if (facts.openPath === null) {
    return facts.lastPath === null
      ? { kind: 'setup', step: 'connect' }
      : { kind: 'missing', path: facts.lastPath, heldId: null }
  }
  return facts.workspaces > 0 && !facts.policyAsked ? { kind: 'setup', step: 'choose' } : { kind: 'ready' }
}

/** Setup ends when the person ends it; otherwise the stage follows the library. `reviewedId`: of the review room that stands. */
export function stageWithLibrary(
  stage: Stage,
  paths: { readonly before: string | null; readonly now: string | null },
  reviewedId: number | null,
): Stage {
  if (stage.kind === 'missing' && paths.now !== null) return { kind: 'ready' }
  if (stage.kind === 'ready' && paths.now === null && paths.before !== null)
    return { kind: 'missing', path: paths.before, heldId: reviewedId }
  return stage
}

/** After a restart of the engine the library may be out of reach: nothing else would tell the window that waits for it. */
export function stageWithHealth(stage: Stage, { library }: Pick<Health, 'library'>, reviewedId: number | null): Stage {
  return stage.kind === 'ready' && library !== null
    ? { kind: 'missing', path: library.path, heldId: reviewedId }
    : stage
}
