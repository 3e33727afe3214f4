// Which Electron an installer may be made of (row 16 of docs/security.md), and what it is packed with on every system.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Arch } from 'electron-builder'
import { valid } from 'semver'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { standInVersion } from '../../../build/electron-stand-in.ts'
import afterPack from '../../../build/hooks/after-pack.ts'
import { repositoryRoot } from '../../../build/runtime-paths.ts'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')

describe('the Electron of an installer', () => {
  test('is one exact version, locked with its checksum', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')))
    const { packages } = z
      .object({
        packages: z.record(
          z.string(),
          z.looseObject({ version: z.string().optional(), integrity: z.string().optional() }),
        ),
      })
      .parse(JSON.parse(read('package-lock.json')))
    const wanted = devDependencies['electron'] ?? ''
    expect(valid(wanted)).toBe(wanted)
    expect(packages['node_modules/electron']).toMatchObject({
      version: wanted,
      integrity: expect.stringMatching(/^sha512-/),
    })
    // Whoever raises it looks into the list of what it is for, and writes down when it was the newest.
    expect(read('docs/dependencies.md')).toContain(`electron ${wanted}`)
  })

  test('is never the stand-in of closed networks', async () => {
    const pack = (electronVersion: string, targets: string[]) =>
      Reflect.apply(afterPack, undefined, [
        {
          appOutDir: '/nowhere',
          packager: { config: { electronVersion } },
          targets: targets.map((name) => ({ name })),
          arch: Arch.x64,
        },
      ])
    for (const installer of ['deb', 'AppImage', 'nsis', 'dmg'])
      await expect(pack(standInVersion, ['dir', installer])).rejects.toThrow(installer)
    await expect(pack('99.0.0', ['deb'])).resolves.toBeUndefined()
  })
})

describe('the packing', () => {
  const config = read('electron-builder.yml')

  test('finds every file that it names', () => {
    const named = [...config.matchAll(/(?:^|[ -])((?:\.\/)?build\/[\w./-]+)/gm)].flatMap(([, path]) => path ?? [])
    expect(named.length).toBeGreaterThan(6)
    expect(named.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([])
  })

  test('makes every icon of one drawing: 1024 pixels, as macOS wants them', () => {
    const png = readFileSync(join(repositoryRoot, 'build/icon.png'))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024])
    expect(read('build/icon.svg')).toContain('<svg')
  })

  test('asks macOS for no more than its engine needs', () => {
    const keys = [...read('build/entitlements.mac.plist').matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)
    expect(keys).toEqual(['com.apple.security.cs.allow-jit'])
  })
})
