/**
 * What a person can tell the window to do outside of the review room's keys: to what is chosen, to the list, to the
 * window. One table of words and keys, which the application menu, the palette, the buttons, the right click's menu and
 * the sheet of keys all read, so that they can't say it in two ways. Free of zod.
 */
import { transcriptFormats } from './export-terms.ts'

export type ActionTerms = {
  /** As the window says it; the application menu writes it in title case. */
  readonly words: string
  /** Said instead while it is so already: doing it again takes it back. */
  readonly back?: string
  /** In a submenu whose name says the rest. */
  readonly short?: string
  /** As Kbd takes it. */
  readonly key?: string
}

export const exportActions = transcriptFormats.map((format) => `export-${format}` as const)

/** In the order in which they are offered. */
export const sortActions = [
  'sort-relevance',
  'sort-date',
  'sort-title',
  'sort-room',
  'sort-duration',
  'sort-size',
  'sort-expiry',
] as const

export const wordsOf = ({ words, back }: ActionTerms, isSo: boolean): string => (isSo ? (back ?? words) : words)

/** To what is selected; a letter is heard where the list has the keyboard. */
export const chosenActions = [
  'review',
  'download',
  'cancel-download',
  'star',
  'reviewed',
  'tag',
  'copy-recording-link',
  ...exportActions,
  'show-in-folder',
  'remove',
] as const
/** To the list as a whole. */
export const viewActions = [
  'select-all',
  'clear-selection',
  'grid',
  'details',
  ...sortActions,
  'reverse-order',
  'clear-filters',
] as const
export const listActions = [...chosenActions, ...viewActions] as const
export type ListAction = (typeof listActions)[number]

export const listTerms: Readonly<Record<ListAction, ActionTerms>> = {
  review: { words: 'Review', key: 'enter' },
  download: { words: 'Download', key: 'd' },
  'cancel-download': { words: 'Cancel download' },
  star: { words: 'Star', back: 'Remove star', key: 's' },
  reviewed: { words: 'Mark as reviewed', back: 'Mark as not reviewed', key: 'r' },
  tag: { words: 'Tag…', key: 't' },
  'copy-recording-link': { words: 'Copy link' },
  'export-srt': { words: 'Export transcripts as SubRip subtitles…', short: 'Subtitles (SubRip)' },
  'export-vtt': { words: 'Export transcripts as WebVTT subtitles…', short: 'Subtitles (WebVTT)' },
  'export-txt': { words: 'Export transcripts as plain text…', short: 'Plain text' },
  'export-md': { words: 'Export transcripts as Markdown…', short: 'Markdown' },
  'export-json': { words: 'Export transcripts as JSON…', short: 'JSON, with all times' },
  'show-in-folder': { words: 'Show in folder', key: 'mod+alt+r' },
  remove: { words: 'Remove from this computer', key: 'delete' },
  'select-all': { words: 'Select all recordings', key: 'mod+a' },
  'clear-selection': { words: 'Clear selection', key: 'escape' },
  grid: { words: 'Show as grid', back: 'Show as list', key: 'v' },
  details: { words: 'Show details', back: 'Hide details', key: 'i' },
  'sort-relevance': { words: 'Sort by best match', short: 'Best match' },
  'sort-date': { words: 'Sort by date', short: 'Date' },
  'sort-title': { words: 'Sort by title', short: 'Title' },
  'sort-room': { words: 'Sort by room', short: 'Room' },
  'sort-duration': { words: 'Sort by length', short: 'Length' },
  'sort-size': { words: 'Sort by size', short: 'Size' },
  'sort-expiry': { words: 'Sort by expiry', short: 'Expiry' },
  'reverse-order': { words: 'Reverse the order' },
  'clear-filters': { words: 'Clear search and filters' },
}

/** On every screen. */
export const windowActions = [
  'library',
  'downloads',
  'settings',
  'search',
  'palette',
  'sync',
  'open-library',
  'move-library',
  'connect',
  'pause-all',
  'resume-all',
  'retry-failed',
  'theme-system',
  'theme-light',
  'theme-dark',
  'keys',
  'save-diagnostics',
  'show-log',
  'licences',
] as const
export type WindowAction = (typeof windowActions)[number]

export const isWindowAction = (action: string): action is WindowAction => windowActions.some((each) => each === action)

export const windowTerms: Readonly<Record<WindowAction, ActionTerms>> = {
  library: { words: 'Library', key: 'mod+1' },
  downloads: { words: 'Downloads', key: 'mod+2' },
  settings: { words: 'Settings', key: 'mod+,' },
  search: { words: 'Find', key: 'mod+f' },
  palette: { words: 'Find anything', key: 'mod+k' },
  sync: { words: 'Sync now', key: 'mod+r' },
  'open-library': { words: 'Open library…', key: 'mod+o' },
  'move-library': { words: 'Move the library…' },
  connect: { words: 'Connect a workspace…' },
  'pause-all': { words: 'Pause all downloads', short: 'Pause all', key: 'mod+shift+p' },
  'resume-all': { words: 'Resume all downloads', short: 'Resume all', key: 'mod+shift+u' },
  'retry-failed': { words: 'Try failed downloads again', short: 'Try failed again' },
  'theme-system': { words: 'Theme of the system', short: 'System' },
  'theme-light': { words: 'Light theme', short: 'Light' },
  'theme-dark': { words: 'Dark theme', short: 'Dark' },
  keys: { words: 'Keyboard shortcuts', key: 'mod+/' },
  'save-diagnostics': { words: 'Save diagnostics…' },
  'show-log': { words: 'Show the log' },
  licences: { words: 'Licences' },
}
