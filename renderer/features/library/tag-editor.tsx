/** A recording's tags: written in one small field, removed with a cross or Backspace. */
import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { library } from '../../stores/stores.ts'
import styles from './tag-editor.module.css'

type Props = {
  readonly id: number
  readonly tags: readonly string[]
  readonly onProblem: (words: string | null) => void
}

export function TagEditor({ id, tags, onProblem }: Props) {
  const [text, setText] = useState('')
  const save = async (next: readonly string[]) =>
    onProblem((await library.edit([id], { kind: 'tags', tags: [...next] })).error?.message ?? null)
  const add = () => {
    const tag = text.trim()
    setText('')
    if (tag !== '' && !tags.includes(tag)) void save([...tags, tag])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && text === '' && tags.length > 0) void save(tags.slice(0, -1))
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
            onClick={() => void save(tags.filter((each) => each !== tag))}
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
