/** The library of last time can't be opened. Nothing is lost: it says why, what to do, and waits for it. */
import { FolderOpen, HardDrive } from 'lucide-react'
import { useState } from 'react'
import type { DailiesErrorKind } from '../../../preload/contract/errors.ts'
import { app, readEverythingAgain, useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './missing-library.module.css'
import page from './window-page.module.css'

const opensByItself: readonly DailiesErrorKind[] = ['library-missing', 'busy', 'disk-full']

export function MissingLibrary({ path }: { readonly path: string }) {
  const failure = useApp((state) => state.health?.library ?? null)
  const [problem, setProblem] = useState<string | null>(null)
  const open = async (folder: string | null) => {
    if (folder === null) return
    const error = await app.openLibrary(folder)
    // What keeps this library closed stands there already.
    setProblem(error === null || folder === path ? null : error.message)
    if (error === null) await readEverythingAgain()
  }
  return (
    <main className={page['page']}>
      <EmptyState
        icon={HardDrive}
        title={title(failure?.error.kind)}
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
        {failure?.error.message ?? 'Something keeps it from being opened.'}{' '}
        {failure !== null && opensByItself.includes(failure.error.kind) ? 'It opens by itself as soon as it can. ' : ''}
        {failure?.error.message.includes(path) ? null : (
          <>
            The library is in <span data-selectable>{path}</span>.
          </>
        )}
      </EmptyState>
      {problem === null ? null : (
        <Notice tone="amber" className={styles['notice']}>
          {problem}
        </Notice>
      )}
    </main>
  )
}

function title(kind: DailiesErrorKind | undefined): string {
  if (kind === 'library-missing') return 'The library isn’t there'
  if (kind === 'busy') return 'The library is in use'
  if (kind === 'disk-full') return 'The library’s drive is full'
  return 'The library can’t be opened'
}
