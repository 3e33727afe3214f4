/** The button that helps a download which doesn't get on, where trying again wouldn't. */
import { CircleHelp, FileText, HardDrive, KeyRound, Settings } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { DownloadRow } from '../../../preload/contract/download.ts'
import { app } from '../../stores/stores.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import styles from './next-step.module.css'

const toSettings = () => app.go({ kind: 'settings' })

export function NextStep({ row }: { readonly row: DownloadRow }): ReactNode {
  switch (row.step) {
    case 'connect':
      return <IconButton label="Connect the workspace again" icon={KeyRound} onClick={toSettings} />
    case 'make-room':
      return <IconButton label="Change how much is kept free" icon={HardDrive} onClick={toSettings} />
    case 'folder':
      return <IconButton label="Look at the library’s settings" icon={Settings} onClick={toSettings} />
    case 'log':
      return <IconButton label="Show the log" icon={FileText} onClick={() => void app.showLogs()} />
    case 'bucket':
      return <Bucket row={row} />
    case 'retry':
    case null:
      return null
  }
}

/** Nothing in Dailies helps: it says who can. */
function Bucket({ row }: { readonly row: DownloadRow }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label="Why, and what to do"
      open={open}
      onOpenChange={setOpen}
      className={styles['panel']}
      trigger={<IconButton label="Why, and what to do" icon={CircleHelp} />}
    >
      <p className={styles['words']} data-selectable>
        {row.reason}
      </p>
      <p className={styles['words']}>
        Whoever looks after the workspace or its bucket can allow this file to be read; then try again. Or copy it from
        the bucket with the storage’s own tools.
      </p>
    </Popover>
  )
}
