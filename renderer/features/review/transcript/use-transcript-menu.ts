/** What a right click on the transcript offers: for the selection, else for the line under the pointer. */
import { Clipboard, PencilLine, Play, Repeat } from 'lucide-react'
import { type MouseEvent, type RefObject, useState } from 'react'
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { copyText } from '../../../commands/copy-text.ts'
import { chordOf } from '../../../commands/review-keys.ts'
import type { MenuEntry } from '../../../ui/menu.tsx'
import { useToast } from '../../../ui/toast.tsx'
import type { Player } from '../player/player.ts'
import type { AskSpeakerName } from '../speakers/use-rename-speaker.tsx'
import { excerptsOf, quoteOf } from './quote.ts'
import { type SelectedLines, selectedLines } from './selected-lines.ts'
import { lineElement } from './use-spoken-marks.ts'

type Aim = SelectedLines & { readonly isSelection: boolean }

const wholeLine = (line: number): Aim => ({
  ...{ from: line, to: line, fromOffset: 0, toOffset: Number.POSITIVE_INFINITY },
  isSelection: false,
})

type Parts = {
  readonly scroller: RefObject<HTMLElement | null>
  readonly player: Player
  readonly lines: readonly TranscriptLine[]
  readonly lineNow: () => number
  readonly onSpeaker: AskSpeakerName
}

export function useTranscriptMenu({ scroller, player, lines, lineNow, onSpeaker }: Parts): {
  readonly entries: readonly MenuEntry[]
  readonly aim: (event: MouseEvent) => void
  readonly copyQuote: () => void
} {
  const say = useToast()
  const [aimed, setAimed] = useState<Aim | null>(null)

  const selection = (): Aim | null => {
    const selected = scroller.current === null ? null : selectedLines(scroller.current)
    return selected === null ? null : { ...selected, isSelection: true }
  }
  const excerpts = ({ from, to, fromOffset, toOffset }: Aim) =>
    excerptsOf(lines.slice(from, to + 1), fromOffset, toOffset)
  const copy = async (what: Aim) => say(await copyText(quoteOf(excerpts(what)), 'Copied with its time code'))
  const copyQuote = () => void copy(selection() ?? wholeLine(lineNow()))

  const speaker = aimed === null ? null : (lines[aimed.from]?.speaker ?? null)
  const renameEntry = (name: string): MenuEntry => ({
    kind: 'item',
    label: `Rename ${name}…`,
    icon: PencilLine,
    onSelect: () => {
      const root = scroller.current
      if (root === null || aimed === null) return
      onSpeaker(name, lineElement(root, aimed.from) ?? root)
    },
  })
  const said = aimed === null ? [] : excerpts(aimed)
  const startMs = said[0]?.startMs ?? null
  const endMs = said.at(-1)?.endMs ?? null
  const entries: MenuEntry[] = [
    {
      kind: 'item',
      label: 'Play from here',
      icon: Play,
      disabled: startMs === null,
      onSelect: () => {
        if (startMs === null) return
        player.seek(startMs)
        player.play()
      },
    },
    {
      kind: 'item',
      label: aimed?.isSelection === true ? 'Loop the selection' : 'Loop this line',
      icon: Repeat,
      disabled: startMs === null || endMs === null,
      onSelect: () => {
        if (startMs === null || endMs === null) return
        player.setRange({ inMs: Math.max(0, startMs), outMs: endMs, looping: true })
        player.seek(startMs)
        player.play()
      },
    },
    { kind: 'separator' },
    {
      kind: 'item',
      label: startMs === null ? 'Copy quote' : 'Copy quote with its time',
      icon: Clipboard,
      shortcut: chordOf('copy-quote'),
      disabled: aimed === null,
      onSelect: () => {
        if (aimed !== null) void copy(aimed)
      },
    },
    ...(speaker === null ? [] : [renameEntry(speaker)]),
  ]
  const aim = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[data-line]')?.getAttribute('data-line') : null
    const number = line === null || line === undefined ? lineNow() : Number(line)
    setAimed(selection() ?? (lines[number] === undefined ? null : wholeLine(number)))
  }
  return { entries, aim, copyQuote }
}
