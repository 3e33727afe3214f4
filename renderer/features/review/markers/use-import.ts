/** Markers from a CSV: the system's dialog asks which, the engine reads it, and what came can be undone as one. */
import { useState } from 'react'
import { engine } from '../../../api/engine.ts'
import { shell } from '../../../api/shell.ts'
import { formatCount } from '../../../format/count.ts'
import { useToast } from '../../../ui/toast.tsx'
import type { MarkerBook } from './marker-book.ts'

export type MarkerImport = {
  readonly read: () => void
  readonly failed: string | null
  readonly dismiss: () => void
}

export function useImport(book: MarkerBook): MarkerImport {
  const say = useToast()
  const [failed, setFailed] = useState<string | null>(null)
  const run = async () => {
    const chosen = await shell.call('files.openMarkers', {})
    if (!chosen.ok) return setFailed(chosen.error.message)
    if (chosen.value === null) return
    const found = await engine.call('markers.read', { text: chosen.value.text })
    if (!found.ok) return setFailed(found.error.message)
    const { markers, skipped, problems } = found.value
    setFailed([...(skipped === 0 ? [] : [`${rows(skipped)} left out.`]), ...problems].join(' ') || null)
    if (markers.length === 0) return say(`No markers in ${chosen.value.name}.`)
    const back = await book.change({ put: markers, remove: [] })
    if (back === null) return
    const undo = { label: 'Undo', run: () => void book.change(back) }
    say(`${count(markers.length)} read from ${chosen.value.name}.`, undo)
  }
  return { read: () => void run(), failed, dismiss: () => setFailed(null) }
}

const count = (number: number): string => `${formatCount(number)} ${number === 1 ? 'marker' : 'markers'}`
const rows = (number: number): string => `${formatCount(number)} ${number === 1 ? 'row was' : 'rows were'}`
