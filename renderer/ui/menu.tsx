/** Menus from data: a button's, and a right click's. The same entries serve both. */
import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight, type LucideIcon } from 'lucide-react'
import type { MouseEvent, ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './kbd.tsx'
import styles from './popup.module.css'

export type MenuEntry =
  | {
      readonly kind: 'item'
      readonly label: string
      readonly icon?: LucideIcon | undefined
      readonly shortcut?: string | undefined
      readonly end?: ReactNode
      readonly danger?: boolean | undefined
      readonly disabled?: boolean | undefined
      readonly onSelect: () => void
    }
  | {
      /** Stays open: several can be ticked. */
      readonly kind: 'check'
      readonly label: string
      readonly checked: boolean
      readonly end?: ReactNode
      readonly onChange: (checked: boolean) => void
    }
  | {
      readonly kind: 'choice'
      readonly value: string
      readonly options: readonly { readonly value: string; readonly label: string; readonly end?: ReactNode }[]
      readonly onChange: (value: string) => void
    }
  | {
      readonly kind: 'submenu'
      readonly label: string
      readonly icon?: LucideIcon | undefined
      readonly disabled?: boolean | undefined
      readonly entries: readonly MenuEntry[]
    }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'separator' }

const entryKey = (entry: MenuEntry, index: number) =>
  'label' in entry ? `${entry.kind}-${entry.label}` : `${entry.kind}-${index}`

const Slot = ({ icon: Icon }: { readonly icon: LucideIcon | undefined }) =>
  Icon === undefined ? null : (
    <span className={styles['slot']}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
    </span>
  )

const Tick = () => <Check size={16} strokeWidth={2} aria-hidden="true" />

const End = ({ children }: { readonly children: ReactNode }) =>
  children === undefined || children === null ? null : <span className={styles['end']}>{children}</span>

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Base.Separator className={styles['separator']} />
    case 'heading':
      return <div className={styles['heading']}>{entry.label}</div>
    case 'submenu':
      return (
        <Base.SubmenuRoot>
          <Base.SubmenuTrigger className={styles['item']} disabled={entry.disabled ?? false}>
            <Slot icon={entry.icon} />
            <span className={styles['label']}>{entry.label}</span>
            <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
          </Base.SubmenuTrigger>
          <Popup entries={entry.entries} sideOffset={2} />
        </Base.SubmenuRoot>
      )
    case 'check':
      return (
        <Base.CheckboxItem
          className={styles['item']}
          checked={entry.checked}
          onCheckedChange={entry.onChange}
          closeOnClick={false}
        >
          <span className={styles['slot']}>{entry.checked ? <Tick /> : null}</span>
          <span className={styles['label']}>{entry.label}</span>
          <End>{entry.end}</End>
        </Base.CheckboxItem>
      )
    case 'choice':
      return (
        <Base.RadioGroup value={entry.value} onValueChange={(value: unknown) => entry.onChange(String(value))}>
          {entry.options.map((option) => (
            <Base.RadioItem key={option.value} value={option.value} className={styles['item']} closeOnClick>
              <span className={styles['slot']}>{option.value === entry.value ? <Tick /> : null}</span>
              <span className={styles['label']}>{option.label}</span>
              <End>{option.end}</End>
            </Base.RadioItem>
          ))}
        </Base.RadioGroup>
      )
    case 'item':
      return (
        <Base.Item
          className={classes(styles['item'], entry.danger === true && styles['danger'])}
          disabled={entry.disabled ?? false}
          onClick={entry.onSelect}
        >
          <Slot icon={entry.icon} />
          <span className={styles['label']}>{entry.label}</span>
          <End>{entry.shortcut === undefined ? entry.end : <Kbd keys={entry.shortcut} />}</End>
        </Base.Item>
      )
  }
}

type PopupProps = {
  readonly entries: readonly MenuEntry[]
  readonly sideOffset?: number
  readonly align?: 'start' | 'end'
}

function Popup({ entries, sideOffset = 4, align = 'start' }: PopupProps) {
  return (
    <Base.Portal>
      <Base.Positioner className={styles['positioner']} sideOffset={sideOffset} align={align} collisionPadding={8}>
        <Base.Popup className={styles['popup']}>
          {entries.map((entry, index) => (
            <Entry key={entryKey(entry, index)} entry={entry} />
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

type MenuProps = {
  /** One button element; becomes the trigger. */
  readonly trigger: ReactElement
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'end'
  /** Where something else than its button opens it, too. */
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

export function Menu({ trigger, entries, align = 'start', open, onOpenChange }: MenuProps) {
  return (
    <Base.Root {...(open === undefined ? {} : { open })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Base.Trigger render={trigger} />
      <Popup entries={entries} align={align} />
    </Base.Root>
  )
}

type ContextMenuProps = {
  readonly entries: readonly MenuEntry[]
  /** The area that a right click (or the menu key) is taken from; one element. */
  readonly children: ReactElement
  /** Before the menu opens: find out what was clicked and change `entries`. */
  readonly onBeforeOpen?: (event: MouseEvent) => void
}

export function ContextMenu({ entries, children, onBeforeOpen }: ContextMenuProps) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger
        render={children}
        {...(onBeforeOpen === undefined ? {} : { onContextMenuCapture: onBeforeOpen })}
      />
      <Popup entries={entries} />
    </BaseContext.Root>
  )
}
