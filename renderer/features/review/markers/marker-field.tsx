/**
 * Where a marker's words are typed while the recording plays on. Takes the focus and gives it back; nothing else of the
 * room is closed. Enter saves, Escape leaves the marker without words, going elsewhere keeps what was typed.
 */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { longestMarkerText, type Marker } from '../../../../preload/contract/markers.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { ColourMenu } from './colour-menu.tsx'
import styles from './marker-field.module.css'
import type { RoomMarkers } from './use-markers.ts'

export function MarkerField({ markers }: { readonly markers: RoomMarkers }) {
  const writing = useStore(markers.book.store, (state) => state.writing)
  const marker = markers.shown.find(({ id }) => id === writing)
  return (
    <div className={styles['place']}>
      {marker === undefined ? null : <Field key={marker.id} marker={marker} markers={markers} />}
    </div>
  )
}

function Field({ marker, markers }: { readonly marker: Marker; readonly markers: RoomMarkers }) {
  const { book } = markers
  const { id, startMs, endMs, colour } = marker
  const [text, setText] = useState(marker.text)
  const input = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const before = document.activeElement
    input.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  const save = () => {
    if (text.trim() !== marker.text) book.edit(id, { text: text.trim() })
    book.stopWriting(id)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    // Not the room's: it would close.
    event.preventDefault()
    event.stopPropagation()
    book.stopWriting(id)
  }
  const at = endMs === null ? formatTimeCode(startMs) : `${formatTimeCode(startMs)}–${formatTimeCode(endMs)}`
  return (
    <form
      ref={form}
      className={styles['field']}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget }) => {
        // Its own menu opens elsewhere in the document.
        const isMenu = relatedTarget instanceof Element && relatedTarget.closest('[role="menu"]') !== null
        if (relatedTarget !== null && !isMenu && form.current?.contains(relatedTarget) === false) save()
      }}
    >
      <ColourMenu colour={colour} onColour={(next) => book.edit(id, { colour: next })} />
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
