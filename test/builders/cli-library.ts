/** A simulated workspace and an empty folder that the command line makes its library in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { killClis, type Ran, startCli } from './command-line.ts'

export class CliLibrary {
  /** What runs are told to talk to; another one may take its place. */
  workspace: Workspace
  readonly folder = mkdtempSync(join(tmpdir(), 'dailies-cli-'))

  private constructor(workspace: Workspace) {
    this.workspace = workspace
  }

  static async start(): Promise<CliLibrary> {
    return new CliLibrary(await startWorkspace())
  }

  async close(): Promise<void> {
    killClis()
    await this.workspace.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  run(...args: string[]): Promise<Ran> {
    return startCli(this.workspace, [...args, '--library', this.folder]).ended
  }

  /** Knows where the workspace is, and says what it does as JSON. */
  startOnline(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const common = ['--library', this.folder, '--api', this.workspace.apiUrl, '--json']
    return startCli(this.workspace, [...args, ...common], environment)
  }

  online(...args: string[]): Promise<Ran> {
    return this.startOnline(args).ended
  }

  path(name: unknown): string {
    return join(this.folder, String(name))
  }

  onDatabase<T>(look: (db: Database.Database) => T): T {
    const db = new Database(this.path('.dailies/library.db'))
    try {
      return look(db)
    } finally {
      db.close()
    }
  }
}
