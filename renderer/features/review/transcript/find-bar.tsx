/** Find in the transcript: n of m, on with Enter, back with Shift+Enter, away with Escape. */
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { formatCount } from '../../../format/count.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import styles from './find-bar.module.css'

type Props = {
  readonly input: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly count: number
  /** Index of the match shown; -1 for none. */
  readonly at: number
  readonly onQuery: (query: string) => void
  readonly onStep: (by: 1 | -1) => void
  readonly onClose: () => void
}

export function FindBar({ input, query, count, at, onQuery, onStep, onClose }: Props) {
  useEffect(() => input.current?.select(), [input])
  const onKeyDown = (event: KeyboardEvent) => {
    // Those are the input method's.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the version of Chromium that shows it may not know <search>.
    <div role="search" className={styles['bar']}>
      <TextField
        ref={input}
        className={styles['field']}
        label="Find in the transcript"
        hideLabel
        type="search"
        icon={Search}
        placeholder="Find in the transcript"
        value={query}
        maxLength={200}
        onChange={onQuery}
        onKeyDown={onKeyDown}
        end={
          <span className={styles['count']} role="status">
            {query.trim() === '' ? '' : count === 0 ? 'No matches' : `${formatCount(at + 1)} of ${formatCount(count)}`}
          </span>
        }
      />
      <IconButton
        label="Previous match"
        shortcut="shift+enter"
        icon={ChevronUp}
        disabled={count === 0}
        onClick={() => onStep(-1)}
      />
      <IconButton
        label="Next match"
        shortcut="enter"
        icon={ChevronDown}
        disabled={count === 0}
        onClick={() => onStep(1)}
      />
      <IconButton label="Close" shortcut="escape" icon={X} onClick={onClose} />
    </div>
  )
}
