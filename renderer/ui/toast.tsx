/** A word in the corner, for what is done and can be undone. Never for what needs a decision. */
import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { type ReactNode, useCallback, useRef } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './toast.module.css'

function Toasts() {
  const { toasts, close } = Base.useToastManager()
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles['toast']}>
      <Base.Content className={styles['content']}>
        <Base.Description className={styles['words']} />
        {toast.actionProps === undefined ? null : (
          <Base.Action render={<Button size="small" variant="quiet" className={styles['action']} />} />
        )}
        <IconButton size="small" label="Dismiss" icon={X} onClick={() => close(toast.id)} />
      </Base.Content>
    </Base.Root>
  ))
}

/** A whole sentence takes longer than a word. */
export const readingMs = (words: string) => Math.max(6000, 2000 + 60 * words.length)

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider limit={2}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles['viewport']}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

/** `say('Marked as reviewed', { label: 'Undo', run: … })` */
export function useToast() {
  const { add, close } = Base.useToastManager()
  return useCallback(
    (words: string, action?: { readonly label: string; readonly run: () => void }) => {
      const id: string = add({
        description: words,
        timeout: readingMs(words),
        ...(action === undefined
          ? // The same words again stay longer, and stand there once.
            { id: words }
          : {
              actionProps: {
                children: action.label,
                onClick: () => {
                  // Taken at its word once: what it says is no longer so.
                  close(id)
                  action.run()
                },
              },
            }),
      })
    },
    [add, close],
  )
}

/** Takes away the words that still offer something: what they were about has changed. */
export function useWithdrawOffers() {
  const { toasts, close } = Base.useToastManager()
  const latest = useRef(toasts)
  latest.current = toasts
  return useCallback(() => {
    for (const { id, actionProps } of latest.current) if (actionProps !== undefined) close(id)
  }, [close])
}
