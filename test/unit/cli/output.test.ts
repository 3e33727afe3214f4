// What a person and a program get to read.
import { expect, test } from 'vitest'
import { Output } from '../../../main/cli/output.ts'

function outputOf(options: { json?: boolean; quiet?: boolean; terminal?: boolean } = {}) {
  const written = { stdout: '', stderr: '' }
  let nowMs = 0
  const output = new Output({
    json: options.json ?? false,
    quiet: options.quiet ?? false,
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text), isTTY: options.terminal ?? false, columns: 60 },
    nowMs: () => nowMs,
  })
  return { output, written, pass: (ms: number) => (nowMs += ms) }
}

test('A program gets one object a line and nothing else, the summary last', () => {
  const { output, written, pass } = outputOf({ json: true, terminal: true })
  output.note('Reading.')
  output.event('asset', { asset: 'a', state: 'done' }, 'downloaded')
  output.progress({ bytes: 1 }, () => ['half'])
  output.progress({ bytes: 2 }, () => ['too soon'])
  output.problem({ kind: 'offline', message: 'No network.' })
  output.tally.done = 1
  pass(1500)
  output.summary(() => '1 file')
  expect(
    written.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { event: 'asset', asset: 'a', state: 'done' },
    { event: 'progress', bytes: 1 },
    { event: 'error', kind: 'offline', message: 'No network.' },
    {
      event: 'summary',
      recordings: 0,
      assets: { done: 1, skipped: 0, failed: 0, unavailable: 0 },
      bytes: 0,
      seconds: 1.5,
    },
  ])
  expect(written.stderr).toBe('')
})

test('A person gets lines, and on a terminal a display at its foot that they scroll past', () => {
  const { output, written, pass } = outputOf({ terminal: true })
  output.progress({}, () => ['1 of 2 files', 'a file'])
  output.event('asset', {}, 'one')
  pass(300)
  output.progress({}, () => ['2 of 2 files'])
  output.summary(() => '2 files')
  expect(written.stdout).toBe('one\n')
  const erased = '\r\u001b[1A\u001b[J'
  expect(written.stderr).toBe(
    `1 of 2 files\na file${erased}1 of 2 files\na file${erased}2 of 2 files\r\u001b[J2 files\n`,
  )
  const piped = outputOf()
  piped.output.progress({}, () => ['half'])
  expect(piped.written.stderr).toBe('')
})

test('A display never wraps nor fills the terminal: it could not be erased', () => {
  const { output, written } = outputOf({ terminal: true })
  output.progress({}, () => ['x'.repeat(80), '録画'.repeat(40), ...Array.from({ length: 40 }, () => 'file')])
  const lines = written.stderr.split('\n')
  expect(lines).toHaveLength(22)
  expect(lines.slice(0, 2)).toEqual(['x'.repeat(59), `${'録画'.repeat(14)}録`])
})

test('Quiet says what was asked for and what went wrong, and nothing on the way', () => {
  const { output, written } = outputOf({ quiet: true, terminal: true })
  output.result('recording', {}, 'a recording')
  output.event('asset', {}, 'one')
  output.note('note')
  output.progress({}, () => ['half'])
  output.problem({ kind: 'internal', message: 'It broke.' })
  output.summary(() => 'done')
  expect(written).toEqual({ stdout: 'a recording\n', stderr: 'It broke.\n' })
})

test('A name can’t drive the terminal', () => {
  const { output, written } = outputOf()
  output.result('recording', {}, 'Show \u001b[31m\u0007\u202Ered')
  expect(written.stdout).toBe('Show [31mred\n')
})
