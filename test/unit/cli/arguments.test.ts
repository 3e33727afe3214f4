// What a person may type after `dailies`, and what they are told when they mistype.
import { describe, expect, test } from 'vitest'
import { type Invocation, parseArguments, withHome } from '../../../main/cli/arguments.ts'

function parse(line: string): Invocation {
  const parsed = parseArguments(line.split(' '))
  if (!parsed.ok || parsed.value.kind !== 'run') throw new Error(parsed.ok ? parsed.value.kind : parsed.error)
  return parsed.value.invocation
}

function complaint(line: string): string {
  const parsed = parseArguments(line.split(' '))
  return parsed.ok ? '' : parsed.error
}

test('A pull with everything', () => {
  const line =
    'pull --library /lib --api http://127.0.0.1:1/v2/ --json --room Show --room r1 --since 2026-11 --until 2026-11-20T10:00Z --type chat,transcript --type room-vod --recording a --recording b --status failed --shard 2/5 --dry-run --concurrency 8 --limit-rate 2.5M/s --min-free 10G'
  expect(parse(line)).toMatchObject({
    command: 'pull',
    library: '/lib',
    apiUrl: 'http://127.0.0.1:1/v2',
    json: true,
    filters: {
      rooms: ['Show', 'r1'],
      since: ['2026-11'],
      until: ['2026-11-20T10:00Z'],
      types: ['chat', 'transcript', 'room-vod'],
      recordings: ['a', 'b'],
      statuses: ['failed'],
      shards: [{ index: 2, count: 5 }],
    },
    dryRun: true,
    concurrency: 8,
    limitBytesPerS: 2_500_000,
    minFreeBytes: 10_000_000_000,
  })
})

test('A search takes all that is left as its text, and plain defaults stand for the rest', () => {
  expect(parse('search sea urchins -q')).toMatchObject({
    text: 'sea urchins',
    quiet: true,
    library: null,
    apiUrl: 'https://api.100ms.live/v2',
  })
})

test('Markers are counted in the frames that are asked for', () => {
  expect(parse('export a --format edl --frame-rate 29.97')).toMatchObject({ format: 'edl', frameRate: '29.97' })
  expect(parse('export a --format fcpxml')).toMatchObject({ format: 'fcpxml', frameRate: null })
})

test('What an unset variable leaves is refused: neither the current folder nor every file is meant', () => {
  for (const line of ['pull --library ', 'pull --type ,', 'list --room ', 'list --recording ', 'pull --log= ']) {
    expect(complaint(line)).toContain('is followed by nothing')
  }
  expect(complaint('search ')).toContain('Say what to search for')
})

test('A tilde that no shell has expanded is the home folder, and no folder of that name', () => {
  const given = parse('export abcdefgh --format srt --library=~/Dailies --out=~/a.srt --log ~x/log')
  const expected = { library: '/home/ann/Dailies', outFile: '/home/ann/a.srt', logFile: '~x/log' }
  expect(withHome(given, '/home/ann')).toMatchObject(expected)
})

test('Help and version need no command', () => {
  expect(parseArguments([])).toEqual({ ok: true, value: { kind: 'help' } })
  expect(parseArguments(['list', '--help'])).toEqual({ ok: true, value: { kind: 'help' } })
  expect(parseArguments(['--version'])).toEqual({ ok: true, value: { kind: 'version' } })
})

describe('wrong usage', () => {
  test.each([
    ['fetch', /no command “fetch”/],
    ['--json', /Name a command/],
    ['search', /what to search for/],
    ['list extra', /takes no “extra”/],
    ['export --format srt', /one recording by its id/],
    ['export a b --format srt', /one recording by its id/],
    ['export a', /in which format/],
    ['export a --format doc', /no format “doc”/],
    ['export a --format edl --frame-rate 26', /--frame-rate is written like 23.976, 24/],
    ['export a --format csv --frame-rate 25', /counts in time/],
    ['export a --format srt --json', /--out FILE/],
    ['list --out x', /“list” has no option --out/],
    ['list --dry-run', /“list” has no option --dry-run/],
    ['sync --since 2026-01-01', /“sync” has no option --since/],
    ['pull --colour', /--colour/],
    ['pull --shard 0/3', /--shard is written like 2\/5/],
    ['pull --shard 4/3', /--shard/],
    ['pull --since yesterday', /--since is written like/],
    ['pull --since 2026-01-01 --since soon', /--since is written like/],
    ['pull --concurrency 17', /from 1 to 16/],
    ['pull --limit-rate 0', /--limit-rate/],
    ['pull --min-free lots', /--min-free/],
    ['pull --api ftp://x', /--api/],
    ['pull --library', /--library/],
  ])('“%s” is told in a sentence', (line, sentence) => {
    expect(complaint(line)).toMatch(sentence)
    expect(complaint(line)).toMatch(/\.$/)
  })
})
