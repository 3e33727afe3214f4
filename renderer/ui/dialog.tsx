/** A question that stops everything else. Its default button comes last and is named by its verb. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { memo, type ReactNode, useRef } from 'react'
import { classes } from './classes.ts'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

type Props = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** Buttons, the default one last. Without any there is a cross to close. */
  readonly actions?: ReactNode
  readonly size?: 'small' | 'medium' | 'large'
  /** Where the keyboard begins: null for the dialog itself. Else with its first field or button. */
  readonly initialFocus?: () => HTMLElement | null
}

export function Dialog({ open, onClose, title, description, children, actions, size = 'small', initialFocus }: Props) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        {/* Without a question the cross is no answer to point at. */}
        <Base.Popup
          ref={popup}
          // While it fades there is nothing to answer any more: a second click, or Enter, comes to nothing.
          inert={!open}
          initialFocus={
            initialFocus === undefined ? actions !== undefined || popup : () => initialFocus() ?? popup.current
          }
          data-question={actions === undefined ? undefined : ''}
          className={classes(styles['popup'], styles[size])}
        >
          <Content open={open} onClose={onClose} title={title} description={description} actions={actions}>
            {children}
          </Content>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

type ContentProps = Pick<Props, 'open' | 'onClose' | 'title' | 'description' | 'actions' | 'children'>

/** While the dialog fades it says what it said: what it was about is no more by then, and its words would change. */
const Content = memo(
  function Content({ onClose, title, description, actions, children }: ContentProps) {
    return (
      <>
        <header className={styles['header']}>
          <Base.Title className={styles['title']}>{title}</Base.Title>
          {actions === undefined ? <IconButton label="Close" shortcut="escape" icon={X} onClick={onClose} /> : null}
        </header>
        {description === undefined ? null : (
          <Base.Description className={styles['description']}>{description}</Base.Description>
        )}
        {children === undefined ? null : <div className={styles['body']}>{children}</div>}
        {actions === undefined ? null : <footer className={styles['actions']}>{actions}</footer>}
      </>
    )
  },
  (_before, { open }) => !open,
)
