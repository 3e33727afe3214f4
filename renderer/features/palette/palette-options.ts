/** What the palette offers for what is typed: recordings and their lines, places to go to, commands. Pure. */
import type { FoundIn, Room, SearchHit, SmartList } from '../../../preload/contract/library.ts'
import { listWords } from '../../../preload/contract/library-terms.ts'
import { smartLists } from '../../../preload/contract/list-terms.ts'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import type { AppCommand } from '../../commands/app-command.ts'
import { startsWords } from '../../format/word-match.ts'
import { commandSign, type FoundRecording } from '../../stores/palette-store.ts'

export type PaletteOption =
  /** `named`: it is its title that was looked for. */
  | { readonly kind: 'recording'; readonly row: RecordingRow; readonly named: boolean }
  | { readonly kind: 'hit'; readonly row: RecordingRow; readonly hit: SearchHit }
  | { readonly kind: 'more'; readonly row: RecordingRow; readonly count: number }
  | { readonly kind: 'list'; readonly list: SmartList }
  | { readonly kind: 'room'; readonly room: Room }
  | { readonly kind: 'command'; readonly command: AppCommand }

export type PaletteSection = { readonly title: string; readonly options: readonly PaletteOption[] }

const mostPlaces = 6

export function paletteSections(
  text: string,
  found: readonly FoundRecording[],
  opened: ReadonlyMap<number, FoundIn>,
  rooms: readonly Room[],
  commands: readonly AppCommand[],
): readonly PaletteSection[] {
  const typed = text.trimStart()
  const onlyCommands = typed.startsWith(commandSign)
  const words = (onlyCommands ? typed.slice(commandSign.length) : typed).trim()
  const all = [
    {
      title: 'Recordings',
      options: onlyCommands ? [] : found.flatMap((each) => optionsOf(each, opened.get(each.row.id))),
    },
    { title: 'Go to', options: onlyCommands ? [] : places(words, rooms) },
    {
      title: 'Commands',
      options: commands
        .filter(({ words: name, alike }) => startsWords(`${name} ${alike ?? ''}`, words))
        .map((command): PaletteOption => ({ kind: 'command', command })),
    },
  ]
  return all.filter(({ options }) => options.length > 0)
}

/** Where Enter goes at once: what was found, not the recording above it. */
export function firstIndex([first, second]: readonly PaletteOption[]): number {
  return first?.kind === 'recording' && !first.named && second?.kind === 'hit' ? 1 : 0
}

function optionsOf({ row, named, hits, more }: FoundRecording, opened?: FoundIn): readonly PaletteOption[] {
  const shown = opened === undefined ? hits : [...hits.filter(({ source }) => source === 'participant'), ...opened.hits]
  const count = opened?.more ?? more
  return [
    { kind: 'recording', row, named },
    ...shown.map((hit): PaletteOption => ({ kind: 'hit', row, hit })),
    ...(count === 0 ? [] : [{ kind: 'more', row, count } as const]),
  ]
}

function places(words: string, rooms: readonly Room[]): readonly PaletteOption[] {
  const named = smartLists
    .filter((list) => startsWords(listWords[list], words))
    .map((list): PaletteOption => ({ kind: 'list', list }))
  if (words === '') return named
  const those = rooms
    .filter(({ title }) => startsWords(title, words))
    .map((room): PaletteOption => ({ kind: 'room', room }))
  return [...named, ...those].slice(0, mostPlaces)
}
