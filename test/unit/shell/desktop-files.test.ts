// What the shell writes and reads around the window: the autostart entry, paths handed over, settings set aside, diagnostics.
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { redactText } from '../../../main/engine/adapters/redact.ts'
import { autostartEntry } from '../../../main/shell/desktop/autostart-entry.ts'
import { type DiagnosticFacts, diagnosticsText } from '../../../main/shell/diagnostics-text.ts'
import { libraryAway } from '../../../main/shell/library-away.ts'
import { libraryOf, pathOnCommandLine } from '../../../main/shell/library-on-command-line.ts'
import { SettingsFile } from '../../../main/shell/settings-file.ts'
import { silentLog } from '../../fakes/log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-shell-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the autostart entry', () => {
  test('starts the app without a window', () => {
    const text = autostartEntry(['/opt/Dailies/dailies-app', '--hidden'])
    expect(text).toContain('\nExec="/opt/Dailies/dailies-app" "--hidden"\n')
    expect(text).toMatch(/^\[Desktop Entry]\nType=Application\n/)
  })

  test('gives back every path when it is read by the rules of the specification', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1 }).filter((it) => !/[\r\0]/.test(it)),
          { minLength: 1 },
        ),
        (command) => {
          const line = autostartEntry(command)
            .split('\n')
            .find((it) => it.startsWith('Exec='))
          expect(readExec(line?.slice('Exec='.length) ?? '')).toEqual(command)
        },
      ),
    )
  })
})

/** Desktop Entry Specification 1.5: first the escapes of a string, then those of a quoted argument, then field codes. */
function readExec(value: string): string[] {
  const escapes: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }
  const text = value.replace(/\\([sntr\\])/g, (_whole, letter: string) => escapes[letter] ?? '')
  return [...text.matchAll(/"((?:\\["`$\\]|[^"\\`$])*)"(?: |$)/g)].map(([, inner = '']) =>
    inner.replace(/\\(["`$\\])/g, '$1').replaceAll('%%', '%'),
  )
}

describe('a path that the system hands over', () => {
  test('is the last argument that is no switch, no link and not the app itself', () => {
    const named = (...argv: string[]) => pathOnCommandLine(['/opt/dailies-app', ...argv], '/source/app', '/home/a')
    expect(named('--no-sandbox')).toBeNull()
    expect(named('/source/app', '--inspect=0')).toBeNull()
    expect(named('/source/app', '/films/Show', '--hidden')).toBe('/films/Show')
    expect(named('Show')).toBe('/home/a/Show')
    expect(named('dailies://recording/abc')).toBeNull()
  })

  test('means the library that it is or lies in', async () => {
    const show = join(folder, 'Show')
    await mkdir(join(show, '.dailies'), { recursive: true })
    await mkdir(join(show, 'Room/2026'), { recursive: true })
    expect(libraryOf(show)).toBe(show)
    expect(libraryOf(join(show, 'Room/2026/composite.mp4'))).toBe(show)
    expect(libraryOf(folder)).toBeNull()
    expect(libraryOf(join(folder, 'not there'))).toBeNull()
    // What the system refuses to look at.
    await symlink('loop', join(folder, 'loop'))
    expect(libraryOf(join(folder, 'loop/Room/composite.mp4'))).toBeNull()
  })
})

test('a library that was open is away where its folder is gone or holds none, and else there', async () => {
  const show = join(folder, 'Show')
  expect(await libraryAway(show)).toMatchObject({ kind: 'library-missing', message: expect.stringContaining(show) })
  expect(await libraryAway(join(folder, 'no/such/place'))).toMatchObject({ kind: 'library-missing' })
  // Where a drive is attached when it is connected.
  await mkdir(show)
  expect(await libraryAway(show)).toMatchObject({ kind: 'library-missing' })
  await writeFile(join(show, '.DS_Store'), '')
  await mkdir(join(show, 'lost+found'))
  expect(await libraryAway(show)).toMatchObject({ kind: 'library-missing' })
  // Its database can be made anew of what is there.
  await mkdir(join(show, 'Morning show/monday'), { recursive: true })
  await writeFile(join(show, 'Morning show/monday/recording.json'), '{}')
  expect(await libraryAway(show)).toBeNull()
  await rm(join(show, 'Morning show'), { recursive: true })
  await mkdir(join(show, '.dailies'))
  expect(await libraryAway(show)).toBeNull()
})

describe('a settings file', () => {
  const path = () => join(folder, 'settings.json')

  test('that is none is set aside whole', async () => {
    await writeFile(path(), 'not JSON')
    expect(new SettingsFile(path(), silentLog).notice).toContain('settings.json.broken')
    expect(await readFile(`${path()}.broken`, 'utf8')).toBe('not JSON')
  })

  test('that is missing, or broken in part, is not', async () => {
    expect(new SettingsFile(path(), silentLog).notice).toBeNull()
    await writeFile(path(), '{"theme":"pink"}')
    expect(new SettingsFile(path(), silentLog).notice).toBeNull()
  })
})

describe('diagnostics', () => {
  const facts: DiagnosticFacts = {
    madeMs: Date.UTC(2026, 10, 22),
    versions: [{ name: 'Dailies', version: '0.1.0' }],
    settings: {
      ...{ theme: 'dark', keepAwake: true, staysInTray: true, notifiesOfDownloads: true, notifiesOfExpiry: true },
      ...{ opensAtLogin: false, captionSize: 'normal' },
      ...{ libraryPath: '/films/Unreleased show', recentLibraries: ['/films/Other show'] },
    },
    health: {
      engine: { kind: 'running' },
      library: { path: '/films/Unreleased show', error: { kind: 'busy', message: 'Held by Ada', holder: 'Ada' } },
    },
    credentialsAreKept: false,
    engine: null,
    logs: [],
    homeFolder: '/home/ada',
    redact: redactText,
  }

  test('say how Dailies is, without places, names or words of others', () => {
    const text = diagnosticsText(facts)
    expect(text).toContain('Dailies 0.1.0')
    expect(text).toContain('"theme": "dark"')
    expect(text).toContain('"library": "busy"')
    expect(text).not.toMatch(/show|Ada/)
  })

  test('hold no secret, whatever the logs hold', () => {
    const secretLine = fc
      .tuple(
        fc.constantFrom(
          (it: string) => `{"url":"https://s3.example/a.mp4?X-Amz-Signature=${it}&Expires=1"}`,
          (it: string) => `GET https://user:${it}@proxy.example/ failed`,
          (it: string) => `Authorization: Bearer ${it}`,
          (it: string) => `refresh_token=${it} was refused`,
          (it: string) => `eyJhbGciOi.${it}.${it}`,
        ),
        fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/),
      )
      .map(([make, secret]) => ({ secret: `q9${secret}`, line: make(`q9${secret}`) }))
    fc.assert(
      fc.property(fc.array(secretLine, { minLength: 1, maxLength: 6 }), (lines) => {
        const text = diagnosticsText({
          ...facts,
          logs: [{ name: 'engine.log', text: lines.map((it) => it.line).join('\n') }],
        })
        for (const { secret } of lines) expect(text).not.toContain(secret)
      }),
    )
  })

  test('leave out the name of the person’s folder, on every system', () => {
    const log = '{"path":"/home/ada/Videos/x.mp4"}'
    expect(diagnosticsText({ ...facts, logs: [{ name: 'l', text: log }] })).toContain('{"path":"~/Videos/x.mp4"}')
    const windows = { ...facts, homeFolder: 'C:\\Users\\Ada' }
    const text = diagnosticsText({ ...windows, logs: [{ name: 'l', text: '{"path":"C:\\\\Users\\\\Ada\\\\x"}' }] })
    expect(text).toContain('{"path":"~\\\\x"}')
  })
})
