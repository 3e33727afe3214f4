/** The command line's arguments, read once: what comes out is what a command runs with, or a sentence about what is wrong. */
import { parseArgs } from 'node:util'
import { defaultApiUrl } from '../../preload/contract/connection-terms.ts'
import { markerFormats, transcriptFormats } from '../../preload/contract/export-terms.ts'
import { frameRateNames } from '../../preload/contract/marker-terms.ts'
import type { FrameRateName } from '../../preload/contract/markers.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { isDate } from '../engine/core/dates.ts'
import { parseRate, parseShard, parseSize, type Shard } from './quantities.ts'

const commandNames = ['sync', 'pull', 'list', 'search', 'export', 'verify', 'rebuild'] as const
export type CommandName = (typeof commandNames)[number]

/** A word that both have means the transcript. */
export const formatsOfMarkers = markerFormats.filter((format) => !transcriptFormats.some((known) => known === format))
const exportFormats = [...transcriptFormats, ...formatsOfMarkers]
export type ExportFormat = (typeof exportFormats)[number]
/** Those that count in frames. */
const framedFormats: readonly string[] = ['edl', 'fcpxml']

export type Filters = {
  /** Ids or names; any of them. */
  readonly rooms: readonly string[]
  /** ISO 8601, inclusive starts and exclusive ends; read in the library's time zone. */
  readonly since: readonly string[]
  readonly until: readonly string[]
  /** Asset types as upstream writes them. */
  readonly types: readonly string[]
  readonly recordings: readonly string[]
  readonly statuses: readonly string[]
  readonly shards: readonly Shard[]
}

export type Invocation = {
  readonly command: CommandName
  /** null: the default library. */
  readonly library: string | null
  readonly apiUrl: string
  readonly json: boolean
  readonly quiet: boolean
  readonly logFile: string | null
  readonly filters: Filters
  readonly dryRun: boolean
  readonly concurrency: number | null
  readonly limitBytesPerS: number | null
  readonly minFreeBytes: number | null
  /** What `search` looks for; of `export`, the recording's id. */
  readonly text: string
  /** null: not an export. */
  readonly format: ExportFormat | null
  /** null: the video's own. */
  readonly frameRate: FrameRateName | null
  /** null: standard output. */
  readonly outFile: string | null
}

export type Parsed = { readonly kind: 'run'; readonly invocation: Invocation } | { readonly kind: 'help' | 'version' }

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const flag = { type: 'boolean' } as const

const options = {
  library: text,
  api: text,
  json: flag,
  quiet: { type: 'boolean', short: 'q' },
  log: text,
  help: { type: 'boolean', short: 'h' },
  version: flag,
  room: texts,
  since: texts,
  until: texts,
  type: texts,
  recording: texts,
  status: texts,
  shard: texts,
  'dry-run': flag,
  concurrency: text,
  'limit-rate': text,
  'min-free': text,
  format: text,
  out: text,
  'frame-rate': text,
} as const

const filterOptions = ['room', 'since', 'until', 'type', 'recording', 'status', 'shard'] as const
const pullOptions = ['dry-run', 'concurrency', 'limit-rate', 'min-free'] as const
const exportOptions = ['format', 'out', 'frame-rate'] as const
const particularOptions = [...filterOptions, ...pullOptions, ...exportOptions]
type OptionName = (typeof particularOptions)[number]

const allowed: Readonly<Record<CommandName, readonly OptionName[]>> = {
  sync: [],
  pull: [...filterOptions, ...pullOptions],
  list: filterOptions,
  search: [],
  export: exportOptions,
  verify: [],
  rebuild: [],
}

/** `args`: what follows the program's name. The error is a sentence for a person. */
export function parseArguments(args: readonly string[]): Result<Parsed, string> {
  let parsed: ReturnType<typeof read>
  try {
    parsed = read(args)
  } catch (error) {
    return err(error instanceof Error ? plain(error.message) : String(error))
  }
  const { values, positionals } = parsed
  if (values.help || args.length === 0 || positionals[0] === 'help') return ok({ kind: 'help' })
  if (values.version) return ok({ kind: 'version' })
  const [name = '', ...rest] = positionals
  const command = commandNames.find((known) => known === name)
  if (command === undefined) {
    return err(
      name === '' ? 'Name a command.' : `There is no command “${name}”. The commands are ${commandNames.join(', ')}.`,
    )
  }
  const stray = particularOptions.find((option) => values[option] !== undefined && !allowed[command].includes(option))
  if (stray !== undefined) return err(`“${command}” has no option --${stray}.`)
  const blank = Object.entries(values).find(([, given]) => [given].flat().some(isBlank))
  if (blank !== undefined) return err(`--${blank[0]} is followed by nothing: perhaps a variable is empty.`)
  if (command === 'search' && isBlank(rest.join(''))) return err('Say what to search for: dailies search TEXT.')
  if (command === 'export') {
    const wrong = wrongExport(rest, values)
    if (wrong !== null) return err(wrong)
  } else if (command !== 'search' && rest.length > 0) return err(`“${command}” takes no “${rest[0]}”.`)
  const invocation = checked(command, values, rest.join(' '))
  return invocation.ok ? ok({ kind: 'run', invocation: invocation.value }) : invocation
}

function read(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
}

type Values = ReturnType<typeof read>['values']

function checked(command: CommandName, values: Values, searchText: string): Result<Invocation, string> {
  const wrong: string[] = []
  const read = <T>(name: string, given: string | undefined, parse: (value: string) => T | null, like: string) => {
    if (given === undefined) return null
    const value = parse(given)
    if (value === null) wrong.push(`--${name} is written like ${like}, not “${given}”.`)
    return value
  }
  const readAll = <T>(name: 'since' | 'until' | 'shard', parse: (value: string) => T | null, like: string): T[] =>
    (values[name] ?? []).flatMap((given) => read(name, given, parse, like) ?? [])
  const dates = (name: 'since' | 'until'): string[] =>
    readAll(name, (value) => (isDate(value) ? value : null), '2026-11-20 or 2026-11-20T14:00+01:00')
  const count = (value: string): number | null => (/^([1-9]|1[0-6])$/.test(value) ? Number(value) : null)
  const url = (value: string): string | null => (/^https?:$/.test(protocolOf(value)) ? value.replace(/\/+$/, '') : null)
  const invocation: Invocation = {
    command,
    library: values.library ?? null,
    apiUrl: read('api', values.api, url, defaultApiUrl) ?? defaultApiUrl,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    logFile: values.log ?? null,
    filters: {
      rooms: values.room ?? [],
      since: dates('since'),
      until: dates('until'),
      types: listed(values.type),
      recordings: values.recording ?? [],
      statuses: listed(values.status),
      shards: readAll('shard', parseShard, '2/5 (the second of five)'),
    },
    dryRun: values['dry-run'] ?? false,
    concurrency: read('concurrency', values.concurrency, count, 'a number from 1 to 16'),
    limitBytesPerS: read('limit-rate', values['limit-rate'], parseRate, '500k, 10M or 1G, bytes a second'),
    minFreeBytes: read('min-free', values['min-free'], parseSize, '500M or 10G'),
    text: searchText,
    format: exportFormats.find((format) => format === values.format) ?? null,
    frameRate: read(
      'frame-rate',
      values['frame-rate'],
      (value) => frameRateNames.find((name) => name === value) ?? null,
      frameRateNames.join(', '),
    ),
    outFile: values.out ?? null,
  }
  const [first] = wrong
  return first === undefined ? ok(invocation) : err(first)
}

function wrongExport(recordings: readonly string[], values: Values): string | null {
  const { format, out, json } = values
  const usual = `Formats are ${exportFormats.join(', ')}.`
  if (recordings.length !== 1) return 'Name one recording by its id: dailies export RECORDING --format srt.'
  if (format === undefined) return `Say in which format: --format srt. ${usual}`
  if (!exportFormats.some((known) => known === format)) return `There is no format “${format}”. ${usual}`
  if (values['frame-rate'] !== undefined && !framedFormats.includes(format)) {
    return `--frame-rate is for edl and fcpxml: “${format}” counts in time.`
  }
  if (json && out === undefined) return 'With --json, standard output is for events: say where to, with --out FILE.'
  return null
}

/** As a script's unset variable leaves it: the folder it happens to run in must not become a library, nor a filter pass everything. */
const isBlank = (given: unknown): boolean => typeof given === 'string' && /^[\s,]*$/.test(given)

/** Repeated, or with commas. */
function listed(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',')).flatMap((value) => value.trim() || [])
}

function protocolOf(url: string): string {
  try {
    return new URL(url).protocol
  } catch {
    return ''
  }
}

/** Node adds a hint on how to write an argument that begins with a dash; nobody needs it here. */
function plain(message: string): string {
  const first = message.split(/\.\s|\n/)[0] ?? message
  return first.endsWith('.') ? first : `${first}.`
}

/** No shell expands the tilde of `--library=~/Dailies`; a folder that is called “~” is what nobody means. */
export function withHome(invocation: Invocation, home: string): Invocation {
  const meant = (path: string | null): string | null => path?.replace(/^~(?=[/\\]|$)/, () => home) ?? null
  const { library, logFile, outFile } = invocation
  return { ...invocation, library: meant(library), logFile: meant(logFile), outFile: meant(outFile) }
}
