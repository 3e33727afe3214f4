/** The review room: opens a recording and shows it, or says why not. The layout stands still while it opens. */
import { ArrowLeft, FileX } from 'lucide-react'
import { app } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Working } from '../../ui/working.tsx'
import type { AskedMoment } from './asked-moment.ts'
import headerStyles from './review-header.module.css'
import { ReviewRoom } from './review-room.tsx'
import styles from './review-screen.module.css'
import { useReview } from './use-review.ts'
import { useReviewKeys } from './use-review-keys.ts'

type Props = {
  readonly recordingId: number
  /** Another one asks again: a hit or a link may be of what is open already. */
  readonly asked: AskedMoment
  readonly onClose: () => void
}

export function ReviewScreen({ recordingId, asked, onClose }: Props) {
  const opened = useReview(recordingId, showLibrary)
  const { state } = opened
  if (state.kind === 'open')
    return <ReviewRoom review={state.review} stale={state.stale} opened={opened} asked={asked} onClose={onClose} />
  return (
    <Closed onClose={onClose}>
      {state.kind === 'opening' ? (
        <Working className={styles['late']}>Opening the recording</Working>
      ) : (
        <EmptyState
          icon={FileX}
          title="This recording can’t be opened"
          action={
            <>
              <Button variant="primary" onClick={opened.openAgain}>
                Try again
              </Button>
              <Button onClick={onClose}>Back to the library</Button>
            </>
          }
        >
          {state.error.message}
        </EmptyState>
      )}
    </Closed>
  )
}

const showLibrary = () => app.go({ kind: 'library' })

function Closed({ onClose, children }: { readonly onClose: () => void; readonly children: React.ReactNode }) {
  useReviewKeys((action) => {
    if (action === 'close') onClose()
  })
  return (
    <div className={styles['room']}>
      <header className={headerStyles['header']}>
        <IconButton label="Back to the library" shortcut="escape" icon={ArrowLeft} onClick={onClose} />
      </header>
      <main className={styles['closed']}>{children}</main>
    </div>
  )
}
