/**
 * Where a marker's words are typed while the recording plays on. Takes the focus and gives it back; nothing else of the
 * room is closed. Enter saves, Escape leaves the marker without words, going elsewhere keeps what was typed.
 */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { longestMarkerText } from '../../../../preload/contract/marker-terms.ts'
import type { Marker } from '../../../../preload/contract/markers.ts'
import { pressedKey } from '../../../commands/pressed-key.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { ColourMenu } from './colour-menu.tsx'
import styles from './marker-field.module.css'
import type { RoomMarkers } from './use-markers.ts'

export function MarkerField({ markers }: { readonly markers: RoomMarkers }) {
  const writing = useStore(markers.book.store, (state) => state.writing)
  const marker = markers.shown.find(({ id }) => id === writing)
  return marker === undefined ? null : <Field key={marker.id} marker={marker} markers={markers} />
}

function Field({ marker, markers }: { readonly marker: Marker; readonly markers: RoomMarkers }) {
  const { book } = markers
  const { id, startMs, endMs, colour } = marker
  const [{ waiting }] = useState(book.store.getState)
  const [text, setText] = useState(marker.text)
  const input = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const over = useRef(false)
  useEffect(() => {
    // Nobody asked for the words that couldn't be saved: the keyboard stays where it is.
    if (waiting) return
    const before = document.activeElement
    input.current?.focus()
    return () => {
      // Whoever went elsewhere stays there.
      const isLost = document.activeElement === null || document.activeElement === document.body
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [waiting])
  const save = () => {
    if (over.current) return
    over.current = true
    book.keep(id, text.trim())
  }
  // Another marker is dropped, or the room left: what was typed is kept.
  const leave = useRef(save)
  leave.current = save
  useEffect(() => () => leave.current(), [])
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // M held a little longer than meant.
    if (event.repeat && text === '' && pressedKey(event.nativeEvent) === 'm') event.preventDefault()
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // Not the room's: it would close.
    event.preventDefault()
    event.stopPropagation()
    over.current = true
    book.giveUp(id)
  }
  /** Its menu opens elsewhere in the document, and so does what gives the keyboard back: the palette, the sheet of keys. A toast doesn't. */
  const isOwn = (place: EventTarget | null) =>
    place instanceof Element &&
    (form.current?.contains(place) === true ||
      place.closest('[role="menu"], [role="dialog"]:not([aria-modal="false"])') !== null)
  const at = endMs === null ? formatTimeCode(startMs) : `${formatTimeCode(startMs)}–${formatTimeCode(endMs)}`
  return (
    <form
      ref={form}
      className={styles['field']}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget }) => {
        // While another window has its turn the keyboard is still where it was.
        if (!isOwn(relatedTarget) && !isOwn(document.activeElement)) save()
      }}
    >
      <ColourMenu colour={colour} onColour={(next) => void book.edit(id, { colour: next })} />
      <span className={styles['time']}>{at}</span>
      <input
        ref={input}
        className={styles['input']}
        aria-label={`Marker at ${at}`}
        placeholder="What happens here"
        value={text}
        maxLength={longestMarkerText}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
      />
      <span className={styles['hint']}>
        <Kbd keys="enter" /> saves
      </span>
    </form>
  )
}
