/** Rooms whose names are traps for file systems, terminals and sort orders; each has one small recording. */
import { addRecording, addRoom } from './builder.ts'
import type { Named } from './fixture-workspace.ts'
import type { WorkspaceData } from './workspace-data.ts'

export const HOSTILE_NAMES: readonly string[] = [
  '../../etc',
  '..',
  '.',
  '',
  ' ',
  'CON',
  'nul.txt',
  'a/b\\c',
  'C:\\Windows\\win.ini',
  'ends with a dot.',
  'ends with a space ',
  '.hidden',
  '.dailies',
  'nul\u0000byte',
  'line\nbreak\ttab\u001b[31m',
  '\u202Egnp.exe',
  'left\u2066right\u2069',
  '🎬🧑🏽‍🚀 launch day',
  'Cafe\u0301',
  'Caf\u00e9',
  'Straße',
  'STRASSE',
  'Twins',
  'Twins',
  'twins',
  'TWINS',
  '%2e%2e%2fescape',
  '<script>alert(1)</script>',
  '"; DROP TABLE recordings; --',
  'x'.repeat(400),
  '語'.repeat(200),
]

/** Recordings are named `hostile-0` and on, in the order of the names. */
export function addHostileNames(data: WorkspaceData, nowMs: number): Named {
  const named: Named = {}
  HOSTILE_NAMES.forEach((name, index) => {
    const createdMs = nowMs - (index + 2) * 3_600_000
    const room = addRoom(data, { name, key: `hostile ${index}`, createdMs: createdMs - 86_400_000 })
    named[`hostile-${index}`] = addRecording(data, {
      name: `hostile-${index}`,
      roomId: room.id,
      createdMs,
      people: [{ name, role: 'host', userId: 'x' }],
      assets: [{ type: 'transcript', outputMode: 'txt', content: { text: `${name || 'Nobody'}: Hello.\n` } }],
    })
  })
  return named
}
