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
  output.progress({ bytes: 1 }, 0.5, 'half')
  output.progress({ bytes: 2 }, 0.6, 'too soon')
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

test('A person gets lines, and a bar on a terminal only, out of the lines’ way', () => {
  const { output, written } = outputOf({ terminal: true })
  output.progress({}, 0.5, '1 of 2 files')
  output.event('asset', {}, 'one')
  output.summary(() => 'done')
  expect(written.stdout).toBe('one\ndone in 0:00.\n')
  expect(written.stderr).toContain('████████████░░░░░░░░░░░░ 1 of 2 files')
  expect(written.stderr.endsWith('\r\u001b[2K')).toBe(true)
  const piped = outputOf()
  piped.output.progress({}, 0.5, 'half')
  expect(piped.written.stderr).toBe('')
})

test('Quiet says only what went wrong', () => {
  const { output, written } = outputOf({ quiet: true, terminal: true })
  output.event('asset', {}, 'one')
  output.note('note')
  output.progress({}, 0.5, 'half')
  output.problem({ kind: 'internal', message: 'It broke.' })
  output.summary(() => 'done')
  expect(written).toEqual({ stdout: '', stderr: 'It broke.\n' })
})

test('A name can’t drive the terminal', () => {
  const { output, written } = outputOf()
  output.event('recording', {}, 'Show \u001b[31m\u0007\u202Ered')
  expect(written.stdout).toBe('Show [31mred\n')
})
