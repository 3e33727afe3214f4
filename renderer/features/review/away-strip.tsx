/** The library went away while the room was open. The room stays, for what is being written in it, and waits. */
import { app, useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** `refused`: something was tried meanwhile and couldn't be done. */
export function AwayStrip({ refused }: { readonly refused: boolean }) {
  const failure = useApp((state) => state.health?.library ?? null)
  if (failure === null) return null
  return (
    <Notice
      tone="amber"
      shape="strip"
      action={
        <Button size="small" onClick={() => void app.openLibrary(failure.path)}>
          Try again
        </Button>
      }
    >
      {failure.error.message} The markers that you write meanwhile wait here, and are saved when the library is open
      again.{refused ? ' Anything else that you try meanwhile isn’t done: try it again then.' : null}
    </Notice>
  )
}
