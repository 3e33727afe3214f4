/** The library of last time can't be opened. Nothing is lost: it says where it was, and waits for it. */
import { FolderOpen, HardDrive } from 'lucide-react'
import { useState } from 'react'
import { app, readEverythingAgain, useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './missing-library.module.css'

export function MissingLibrary({ path }: { readonly path: string }) {
  const notices = useApp((state) => state.library?.notices)
  const [problem, setProblem] = useState<string | null>(null)
  const open = async (folder: string | null) => {
    if (folder === null) return
    const error = await app.openLibrary(folder)
    setProblem(error?.message ?? null)
    if (error === null) await readEverythingAgain()
  }
  const words = problem ?? notices?.[0] ?? null
  return (
    <main className={styles['page']}>
      <EmptyState
        icon={HardDrive}
        title="The library isn’t there"
        action={
          <>
            <Button icon={FolderOpen} onClick={async () => open(await app.chooseFolder())}>
              Open another library
            </Button>
            <Button variant="primary" onClick={() => open(path)}>
              Try again
            </Button>
          </>
        }
      >
        It was in <span data-selectable>{path}</span>. If that is on a drive, connect it; everything continues when it
        is back.
      </EmptyState>
      {words === null ? null : (
        <Notice tone="amber" className={styles['notice']}>
          {words}
        </Notice>
      )}
    </main>
  )
}
