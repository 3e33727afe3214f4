/**
 * One box for everything: what was said where, recordings, rooms and lists, and every command. Keys move through the
 * lines while the focus stays in the box (the combobox pattern of the ARIA practices).
 */
import { Dialog as Base } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { commandsNow } from '../../commands/app-commands.ts'
import { counted } from '../../format/count.ts'
import { commandSign } from '../../stores/palette-store.ts'
import { palette, useLibrary, usePalette } from '../../stores/stores.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { useToast } from '../../ui/toast.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './palette.module.css'
import { PaletteLine } from './palette-line.tsx'
import { firstIndex, type PaletteOption, type PaletteSection, paletteSections } from './palette-options.ts'
import { runOption } from './run-option.ts'

const close = () => palette.show(false)

export function Palette() {
  const input = useRef<HTMLInputElement>(null)
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) close()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup className={styles['popup']} initialFocus={input} aria-label="Find anything">
          <Box input={input} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function Box({ input }: { readonly input: React.RefObject<HTMLInputElement | null> }) {
  const text = usePalette((state) => state.text)
  const asking = usePalette((state) => state.asking)
  const sections = useSections()
  const options = sections.flatMap((section) => section.options)
  const found = usePalette((state) => state.found)
  // Where the keys are; what is found anew begins at its first line, and more of it changes nothing.
  const [at, setAt] = useState({ text: '', found, index: -1 })
  const isThere = at.text === text && at.found === found && at.index >= 0 && at.index < options.length
  const index = isThere ? at.index : firstIndex(options)
  const point = (to: number) => setAt({ text, found, index: to })
  const listId = useId()
  const run = useRun()
  const onKeyDown = (event: KeyboardEvent) => {
    const option = options[index]
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && option !== undefined) run(option)
    else if (event.key in steps) point(moved(index, steps[event.key] ?? 0, options.length))
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={styles['box']}>
        <Search size={20} strokeWidth={1.75} aria-hidden="true" className={styles['icon']} />
        <input
          ref={input}
          className={styles['input']}
          role="combobox"
          aria-label="Find recordings, words said, rooms and commands"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-describedby={`${listId}-words`}
          aria-activedescendant={options.length > 0 ? `${listId}-${index}` : undefined}
          placeholder="Find anything said, a recording, a room, a command"
          spellCheck={false}
          autoComplete="off"
          maxLength={500}
          value={text}
          onChange={(event) => palette.type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Teaching id={`${listId}-words`} isSearch={text.trim() !== '' && !text.trimStart().startsWith(commandSign)} />
      <Lines listId={listId} sections={sections} index={index} onPoint={point} onRun={run} />
      {options.length === 0 && !asking ? (
        <p className={styles['nothing']}>
          Nothing found. Fewer words find more; transcripts and chats are searched once they are on this computer.
        </p>
      ) : null}
      <VisuallyHidden>
        <span role="status">{asking ? '' : counted(options.length, 'result')}</span>
      </VisuallyHidden>
    </>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

/** By one it goes around the end; by a page it stops there. */
const moved = (index: number, by: number, count: number): number =>
  Math.abs(by) === 1 ? (index + by + count) % Math.max(1, count) : Math.min(count - 1, Math.max(0, index + by))

function useSections(): readonly PaletteSection[] {
  const text = usePalette((state) => state.text)
  const found = usePalette((state) => state.found)
  const opened = usePalette((state) => state.opened)
  const rooms = useLibrary((state) => state.overview?.rooms)
  return useMemo(() => paletteSections(text, found, opened, rooms ?? [], commandsNow()), [text, found, opened, rooms])
}

function useRun(): (option: PaletteOption) => void {
  const say = useToast()
  return (option) => {
    if (option.kind === 'more') {
      void palette.more(option.row.id)
      return
    }
    close()
    // When the palette is gone: a command may open something itself.
    setTimeout(() => {
      void runOption(option).then((words) => {
        if (words !== null) say(words)
      })
    })
  }
}

const orders = [
  { value: 'newest', label: 'Newest' },
  { value: 'relevance', label: 'Best match' },
] as const

function Teaching({ id, isSearch }: { readonly id: string; readonly isSearch: boolean }) {
  const order = usePalette((state) => state.order)
  return (
    <div className={styles['teaching']}>
      <p id={id} className={styles['language']}>
        <code>"exact words"</code> <code>-without</code> <code>speaker:</code> <code>room:</code>{' '}
        <code>after:2026-11</code> <code>before:</code> <code>type:chat</code>{' '}
        {isSearch ? null : (
          <span className={styles['sign']}>
            <code>{commandSign}</code> commands
          </span>
        )}
      </p>
      {isSearch ? <Segmented label="Order" value={order} options={orders} onChange={palette.order} /> : null}
    </div>
  )
}

type LinesProps = {
  readonly listId: string
  readonly sections: readonly PaletteSection[]
  readonly index: number
  readonly onPoint: (index: number) => void
  readonly onRun: (option: PaletteOption) => void
}

function Lines({ listId, sections, index, onPoint, onRun }: LinesProps) {
  let next = 0
  return (
    // A click leaves the focus in the box.
    <div
      id={listId}
      role="listbox"
      aria-label="Results"
      className={styles['list']}
      onMouseDown={(event) => event.preventDefault()}
    >
      {sections.map(({ title, options }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, which no element is.
        <div key={title} role="group" aria-label={title}>
          <div className={styles['heading']} aria-hidden="true">
            {title}
          </div>
          {options.map((option) => {
            const own = next
            next += 1
            return (
              // The focus stays in the box, whose keys do what a click does here.
              // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
              // biome-ignore lint/a11y/useFocusableInteractive: see above.
              <div
                key={own}
                id={`${listId}-${own}`}
                ref={own === index ? intoView : undefined}
                role="option"
                aria-selected={own === index}
                data-kind={option.kind}
                className={styles['option']}
                onMouseMove={() => {
                  if (own !== index) onPoint(own)
                }}
                onClick={() => onRun(option)}
              >
                <PaletteLine option={option} />
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

const intoView = (line: HTMLElement | null) => line?.scrollIntoView({ block: 'nearest' })
