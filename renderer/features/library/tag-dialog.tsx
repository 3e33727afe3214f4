/** Tags several recordings at once: one is added to all, or taken from all that have it. */
import { Check, Minus } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { knownSpelling, tagCounts } from '../../../preload/contract/tag-terms.ts'
import { counted } from '../../format/count.ts'
import { library, useLibrary } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './tag-dialog.module.css'

/** `ids` null: closed. */
type Props = { readonly ids: readonly number[] | null; readonly onClose: () => void }

export function TagDialog({ ids, onClose }: Props) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (ids === null) return
    setText('')
    setProblem(null)
  }, [ids])

  const rows = useLibrary((state) => state.rows)
  const known = (ids ?? []).flatMap((id) => rows.get(id) ?? [])
  const counts = tagCounts(known.flatMap(({ tags }) => tags))
  const set = async (tag: string, tagged: boolean) => {
    if (ids === null) return false
    const { error } = await library.edit(ids, { kind: 'tag', tag, tagged })
    setProblem(error?.message ?? null)
    return error === null
  }
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '' || (await set(knownSpelling(counts.keys(), text.trim()), true))) onClose()
  }
  return (
    <Dialog
      open={ids !== null}
      onClose={onClose}
      title={ids === null || ids.length === 1 ? 'Tag this recording' : `Tag ${counted(ids.length, 'recording')}`}
      actions={
        <>
          <Button onClick={onClose}>{text.trim() === '' ? 'Close' : 'Cancel'}</Button>
          <Button variant="primary" type="submit" form="tag-recordings" disabled={text.trim() === ''}>
            Add tag
          </Button>
        </>
      }
    >
      <form id="tag-recordings" onSubmit={add}>
        <TextField label="New tag" value={text} maxLength={60} onChange={setText} error={problem} />
      </form>
      <KnownTags counts={counts} recordings={known.length} onSet={(tag, tagged) => void set(tag, tagged)} />
    </Dialog>
  )
}

type KnownProps = {
  readonly counts: ReadonlyMap<string, number>
  readonly recordings: number
  readonly onSet: (tag: string, tagged: boolean) => void
}

/** Those that any of them has, as far as their rows are known: ticked where all have it, a dash where some do. */
function KnownTags({ counts, recordings, onSet }: KnownProps) {
  if (counts.size === 0) return null
  return (
    <fieldset className={styles['known']}>
      <legend className={styles['legend']}>Tags in use here</legend>
      {[...counts].map(([tag, count]) => {
        const all = count === recordings
        const Sign = all ? Check : Minus
        return (
          // biome-ignore lint/a11y/useSemanticElements: a chip of the third kind, neither on nor off.
          <button
            key={tag}
            type="button"
            role="checkbox"
            aria-checked={all ? true : 'mixed'}
            title={all ? `Take “${tag}” away` : `Add “${tag}” to all`}
            className={styles['tag']}
            onClick={() => onSet(tag, !all)}
          >
            <Sign size={12} strokeWidth={2} aria-hidden="true" />
            <span className={styles['words']}>{tag}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
