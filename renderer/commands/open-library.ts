/** Another library in this window. Resolves with what went wrong, in words; null: it is open, or nobody wants one. */
import { app, readEverythingAgain } from '../stores/stores.ts'

export async function openLibrary(path: string): Promise<string | null> {
  const error = await app.openLibrary(path)
  if (error !== null) return error.message
  await readEverythingAgain()
  return null
}

export async function chooseLibrary(): Promise<string | null> {
  const path = await app.chooseFolder()
  return path === null ? null : openLibrary(path)
}
