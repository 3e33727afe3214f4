/**
 * Removing files from this computer. One recording that 100ms still has goes at once, and a word says so; several, or
 * anything that can't be had again, is asked about first (remove-dialog.tsx).
 */
import { useEffect, useRef, useState } from 'react'
import type { CommandOutput, RemovalTarget } from '../../../preload/contract/commands.ts'
import { engine } from '../../api/engine.ts'
import { formatBytes } from '../../format/bytes.ts'
import { counted } from '../../format/count.ts'
import { recordedMs } from '../../format/dates.ts'
import { useToast } from '../../ui/toast.tsx'

export type RemovalQuestion = {
  readonly target: RemovalTarget
  readonly preview: CommandOutput<'removal.preview'>
  /** Titles and dates of the only copies. */
  readonly onlyCopies: readonly { readonly title: string; readonly startedMs: number | null }[]
}

/** As many as rows can be asked for at once; the dialog scrolls. */
const named = 500

export function useRemoval(onProblem: (words: string | null) => void) {
  const [question, setQuestion] = useState<RemovalQuestion | null>(null)
  const say = useToast()
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])

  /** `onlyCopyIds`: those that were named and may go. */
  const run = async (target: RemovalTarget, onlyCopyIds: readonly number[]) => {
    setQuestion(null)
    const answer = await engine.call('removal.run', { target, onlyCopyIds: [...onlyCopyIds] })
    onProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok) return
    const { files, bytes } = answer.value
    say(
      files === 0
        ? 'Nothing was moved to the bin: these are only copies now'
        : `${counted(files, 'file')} moved to the bin, ${formatBytes(bytes)}`,
    )
  }

  const ask = async (target: RemovalTarget) => {
    const answer = await engine.call('removal.preview', { target })
    // Another library may be open by now, where the same numbers are other recordings.
    if (gone.current) return
    if (!answer.ok) return onProblem(answer.error.message)
    const preview = answer.value
    onProblem(null)
    if (preview.files === 0) return say('Nothing of it is on this computer')
    if (preview.recordings === 1 && preview.onlyCopyIds.length === 0) return run(target, [])
    const rows = await engine.call('library.rows', { ids: preview.onlyCopyIds.slice(0, named) })
    const onlyCopies = rows.ok ? rows.value.map((row) => ({ title: row.title, startedMs: recordedMs(row) })) : []
    setQuestion({ target, preview, onlyCopies })
  }

  return { question, ask, run, close: () => setQuestion(null) }
}
