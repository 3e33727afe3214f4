/** The folder that everything lies in: where, what to know about it, how much each room takes, another one, rebuild. */
import { FolderInput, FolderOpen, Hammer } from 'lucide-react'
import { useState } from 'react'
import { engine } from '../../api/engine.ts'
import { formatBytes } from '../../format/bytes.ts'
import { counted } from '../../format/count.ts'
import { app, move, readEverythingAgain, useApp, useLibrary } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProgressBar } from '../../ui/progress.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Working } from '../../ui/working.tsx'
import styles from './library-settings.module.css'
import { Line, Section } from './section.tsx'

type Props = { readonly onProblem: (words: string | null) => void }

export function LibrarySettingsSection({ onProblem }: Props) {
  const state = useApp((each) => each.library)
  const notOpened = useApp((each) => each.notOpened)
  const overview = useLibrary((each) => each.overview)
  const openAnother = async () => {
    const path = await app.chooseFolder()
    if (path === null) return
    await app.openLibrary(path)
    await readEverythingAgain()
  }
  return (
    <Section
      title="Library"
      lead="A folder that is worth keeping by itself: files with plain names, and what you wrote about them."
    >
      <Line
        name={<span data-selectable>{state?.path ?? 'No library is open'}</span>}
        hint={
          overview === null
            ? undefined
            : `${counted(overview.localFiles, 'file')}, ${formatBytes(overview.localBytes)}${overview.freeBytes === null ? '' : ` · ${formatBytes(overview.freeBytes)} free on its drive`} · times in ${state?.timeZone ?? 'UTC'}`
        }
      >
        <Button icon={FolderOpen} onClick={openAnother}>
          Open another
        </Button>
      </Line>
      {notOpened === null ? null : (
        <Notice tone="tally" className={styles['notice']}>
          {notOpened}
        </Notice>
      )}
      {state?.notices.map((notice) => (
        <Notice key={notice} tone="amber" className={styles['notice']}>
          {notice}
        </Notice>
      ))}
      {state?.writable ? (
        <Line name="Move the library" hint="To another folder or drive; it is open again afterwards.">
          <Button icon={FolderInput} onClick={() => void move.choose()}>
            Move
          </Button>
        </Line>
      ) : null}
      {state !== null && !state.writable && state.path !== null ? (
        <Notice tone="amber">This library can be read but not written at the moment.</Notice>
      ) : null}
      <SpaceByRoom />
      <Rebuild onProblem={onProblem} />
    </Section>
  )
}

function SpaceByRoom() {
  const overview = useLibrary((state) => state.overview)
  const rooms = [...(overview?.rooms ?? [])]
    .filter((room) => room.localBytes > 0)
    .sort((a, b) => b.localBytes - a.localBytes)
  const most = rooms[0]?.localBytes ?? 0
  if (most === 0) return null
  return (
    <Disclosure title="Space used by room">
      <ul className={styles['rooms']}>
        {rooms.map((room) => (
          <li key={room.id} className={styles['room']}>
            <span className={styles['name']}>{room.title}</span>
            <ProgressBar value={room.localBytes / most} label={room.title} tone="quiet" className={styles['bar']} />
            <span className={styles['bytes']}>{formatBytes(room.localBytes)}</span>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

function Rebuild({ onProblem }: Props) {
  const [asked, setAsked] = useState(false)
  const [running, setRunning] = useState(false)
  const say = useToast()
  const rebuild = async () => {
    setAsked(false)
    setRunning(true)
    const answer = await engine.call('library.rebuild', {})
    setRunning(false)
    onProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok) return
    say(`Rebuilt: ${counted(answer.value.recordings, 'recording')}, ${counted(answer.value.files, 'file')}`)
    await readEverythingAgain()
  }
  return (
    <Line
      name="Rebuild the database"
      hint="Reads every recording’s folder anew: after files were copied in, or moved by hand."
    >
      {running ? (
        <Working>Reading the folders</Working>
      ) : (
        <Button icon={Hammer} onClick={() => setAsked(true)}>
          Rebuild
        </Button>
      )}
      <Dialog
        open={asked}
        onClose={() => setAsked(false)}
        title="Rebuild the database?"
        description="No file is changed. The list is made anew from the folders; what has no files here comes back with the next sync."
        actions={
          <>
            <Button onClick={() => setAsked(false)}>Cancel</Button>
            <Button variant="primary" onClick={rebuild}>
              Rebuild
            </Button>
          </>
        }
      />
    </Line>
  )
}
