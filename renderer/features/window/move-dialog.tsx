/**
 * The library goes to another folder: asks, shows how far it is, and says what has become of the old folder. Stands over
 * every screen, since nothing can be read while the library is on its way.
 */
import type { MovePlan, MoveProgress } from '../../../preload/contract/move.ts'
import { formatBytes } from '../../format/bytes.ts'
import { counted, formatCount } from '../../format/count.ts'
import type { MoveState } from '../../stores/move-store.ts'
import { move, useMove } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProgressBar } from '../../ui/progress.tsx'
import { Working } from '../../ui/working.tsx'
import styles from './move-dialog.module.css'

export function MoveDialog() {
  const state = useMove((each) => each)
  switch (state.kind) {
    case 'none':
      return <Dialog open={false} onClose={move.close} title="" />
    case 'asking':
      return <Question plan={state.plan} />
    case 'moving':
      return <Moving {...state} />
    case 'moved':
      return <Outcome {...state} />
    case 'failed':
      return (
        <Dialog
          open
          onClose={move.close}
          title="The library wasn’t moved"
          description={<span data-selectable>{state.words}</span>}
          actions={
            <Button variant="primary" onClick={move.close}>
              Close
            </Button>
          }
        />
      )
  }
}

function Question({ plan }: { readonly plan: MovePlan }) {
  const size = `${counted(plan.files, 'file')} (${formatBytes(plan.bytes)})`
  return (
    <Dialog
      open
      onClose={move.close}
      title="Move the library?"
      description={
        plan.way === 'rename'
          ? `It is on the same drive, so this takes a moment. ${size}.`
          : `It is another drive: ${size} are copied and compared first. Until that is done the library stays where it is, and downloads wait.${plan.freeBytes === null ? '' : ` ${formatBytes(plan.freeBytes)} are free there.`}`
      }
      actions={
        <>
          <Button onClick={move.close}>Cancel</Button>
          <Button variant="primary" onClick={() => void move.move()}>
            Move
          </Button>
        </>
      }
    >
      <dl className={styles['places']}>
        <dt>From</dt>
        <dd data-selectable>{plan.from}</dd>
        <dt>To</dt>
        <dd data-selectable>{plan.to}</dd>
      </dl>
    </Dialog>
  )
}

function Moving({ plan, progress, stopping }: Extract<MoveState, { kind: 'moving' }>) {
  return (
    <Dialog
      open
      onClose={() => undefined}
      title="Moving the library"
      description={`To ${plan.to}. It opens again by itself.`}
      actions={
        <Button disabled={stopping || plan.way === 'rename'} onClick={() => void move.stop()}>
          Stop
        </Button>
      }
    >
      {stopping ? (
        <Working>Removing what was copied</Working>
      ) : (
        <>
          <ProgressBar value={share(progress)} label="Moving the library" />
          <p className={styles['far']}>{progress === null ? 'Looking at the folder' : far(progress)}</p>
        </>
      )}
    </Dialog>
  )
}

const share = (progress: MoveProgress | null) =>
  progress === null || progress.bytes === 0 ? null : progress.doneBytes / progress.bytes

const far = ({ doneBytes, bytes, doneFiles, files }: MoveProgress) =>
  `${formatBytes(doneBytes)} of ${formatBytes(bytes)} · ${formatCount(doneFiles)} of ${counted(files, 'file')}`

function Outcome({ moved, problem }: Extract<MoveState, { kind: 'moved' }>) {
  const { left, path, changedBefore } = moved
  return (
    <Dialog
      open
      onClose={move.close}
      title="The library has moved"
      description={
        left === null
          ? `It is in ${path} now.`
          : `It is in ${path} now; every file there was read again and is as it was. The old folder is still there too, and nothing uses it any more.`
      }
      actions={
        left === null ? (
          <Button variant="primary" onClick={move.close}>
            Done
          </Button>
        ) : (
          <>
            <Button disabled={problem !== null} onClick={() => void move.binOld()}>
              Move the old folder to the bin
            </Button>
            <Button variant="primary" onClick={move.close}>
              Keep it
            </Button>
          </>
        )
      }
    >
      {left === null ? undefined : (
        <dl className={styles['places']}>
          <dt>Old folder</dt>
          <dd data-selectable>{left}</dd>
        </dl>
      )}
      {problem === null ? undefined : <Notice tone="amber">{problem}</Notice>}
      {changedBefore === 0 ? undefined : (
        <p className={styles['far']}>
          {counted(changedBefore, 'file')} had changed since {changedBefore === 1 ? 'it was' : 'they were'} downloaded,
          before the move already. “dailies verify” names them.
        </p>
      )}
    </Dialog>
  )
}
