/** A recording's tags: written in one small field, removed with a cross or Backspace. */
import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { knownSpelling } from '../../../../preload/contract/tag-terms.ts'
import { library } from '../../../stores/stores.ts'
import styles from './tag-editor.module.css'

type Props = {
  readonly ids: readonly number[]
  readonly tags: readonly string[]
  readonly onProblem: (words: string | null) => void
}

export function TagEditor({ ids, tags, onProblem }: Props) {
  const [text, setText] = useState('')
  const set = async (tag: string, tagged: boolean) =>
    onProblem((await library.edit(ids, { kind: 'tag', tag, tagged })).error?.message ?? null)
  const add = () => {
    const tag = text.trim()
    setText('')
    if (tag !== '' && !tags.includes(knownSpelling(tags, tag))) void set(tag, true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Those are the input method's.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && text === '' && !event.repeat) {
      // Held down to clear what was typed, it stops at the tags.
      const last = tags.at(-1)
      if (last !== undefined) void set(last, false)
    }
  }
  return (
    <div className={styles['tags']}>
      {tags.map((tag) => (
        <span key={tag} className={styles['tag']}>
          {tag}
          <button
            type="button"
            className={styles['remove']}
            aria-label={`Remove tag ${tag}`}
            onClick={() => void set(tag, false)}
          >
            <X size={12} strokeWidth={2} aria-hidden="true" />
          </button>
        </span>
      ))}
      <input
        className={styles['input']}
        aria-label="Add a tag"
        placeholder="Add a tag"
        value={text}
        maxLength={60}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
    </div>
  )
}
