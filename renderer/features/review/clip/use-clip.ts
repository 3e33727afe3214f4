/** Saving a clip of what plays, from in to out: asked about first, because it may have to begin a little earlier. */
import { useEffect, useRef, useState } from 'react'
import type { ClipPlan, ClipRange } from '../../../../preload/contract/clip.ts'
import type { ReviewSource } from '../../../../preload/contract/review.ts'
import { engine } from '../../../api/engine.ts'
import { shell } from '../../../api/shell.ts'
import { useToast } from '../../../ui/toast.tsx'
import { hasPoints } from '../player/loop-range.ts'
import type { Player } from '../player/player.ts'

export type ClipQuestion = {
  readonly range: ClipRange
  /** null while the film is looked into. */
  readonly plan: ClipPlan | null
  readonly problem: string | null
  /** How much of it is there, 0 to 1; null while it isn't being saved. */
  readonly saved: number | null
}

export type Clip = {
  readonly question: ClipQuestion | null
  readonly ask: () => Promise<void>
  readonly save: () => Promise<void>
  /** Also of one that is being saved: nothing is left of it. */
  readonly close: () => void
}

export function useClip(player: Player, source: ReviewSource | null, onProblem: (words: string) => void): Clip {
  const [question, setQuestion] = useState<ClipQuestion | null>(null)
  const say = useToast()
  const isSaving = question !== null && question.saved !== null
  useEffect(() => {
    if (!isSaving) return
    return engine.on('clip.progress', ({ fraction }) =>
      setQuestion((now) => (now === null || now.saved === null ? now : { ...now, saved: fraction })),
    )
  }, [isSaving])
  /** Of savings; whoever was stopped or asked again hears of an earlier one no more. */
  const round = useRef(0)

  const ask = async () => {
    const { range } = player.store.getState()
    if (source === null) return
    if (!hasPoints(range)) {
      say('Set in and out first, with I and O. A clip goes from one to the other.')
      return
    }
    const asked = { assetId: source.assetId, inMs: range.inMs, outMs: range.outMs }
    player.pause()
    const question: ClipQuestion = { range: asked, plan: null, problem: null, saved: null }
    setQuestion(question)
    const plan = await engine.call('clip.plan', asked)
    if (!plan.ok) onProblem(plan.error.message)
    // Closed or asked anew meanwhile.
    setQuestion((now) => (now !== question ? now : plan.ok ? { ...question, plan: plan.value } : null))
  }

  const save = async () => {
    if (question === null) return
    round.current += 1
    const own = round.current
    setQuestion({ ...question, problem: null, saved: 0 })
    const answer = await shell.call('files.saveClip', question.range)
    if (round.current !== own) return
    if (!answer.ok) return setQuestion({ ...question, problem: answer.error.message, saved: null })
    const { savedAs } = answer.value
    // The person has changed their mind about where, not about what.
    if (savedAs === null) return setQuestion({ ...question, saved: null })
    setQuestion(null)
    say(`Saved as ${savedAs}`, { label: 'Show in folder', run: () => void shell.call('files.showClip', {}) })
  }

  const close = () => {
    round.current += 1
    setQuestion(null)
    if (isSaving) void shell.call('files.stopClip', {})
  }

  return { question, ask, save, close }
}
