/** A database as an older Dailies left it, and its way to a newer one. */
import type { Db } from '../../main/engine/db/database.ts'
import { migrate, migrations } from '../../main/engine/db/migrate.ts'

/** As it was before this migration. */
export function migrateBefore(db: Db, version: number): void {
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  )
}

/** This migration with all before it, and none that came later. */
export function migrateTo(db: Db, version: number): void {
  migrate(
    db,
    migrations.filter((each) => each.version <= version),
  )
}
