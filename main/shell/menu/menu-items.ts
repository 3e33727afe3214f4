/**
 * An action of the window as an item of the menu: its words in title case, its key, whether it makes sense now. Where
 * doing it again takes it back there are two items, of which one shows: the words of an item can't change.
 */
import type { MenuItem, MenuItemConstructorOptions } from 'electron'
import { type Action, action as everyAction, type Offer } from '../../../preload/contract/action.ts'
import { type ActionTerms, isWindowAction, listTerms, windowTerms } from '../../../preload/contract/action-terms.ts'

export type Items = MenuItemConstructorOptions[]

/** null: there is no window to ask. Then what every screen does is offered, and opens one. */
export type Offered = Offer | null

export type ItemMaker = {
  readonly isMac: boolean
  readonly offered: Offered
  readonly act: (action: Action) => void
}

const terms: Readonly<Record<string, ActionTerms>> = { ...listTerms, ...windowTerms }

export const idOf = (action: Action, back = false): string => `${back ? 'back' : 'do'}:${action}`

/** `as`: a mark before those that are so already; without one, an item with words of its own for that. */
export function itemsOf(maker: ItemMaker, action: Action, as?: 'radio'): Items {
  const { words, back, short, key } = terms[action] ?? { words: action }
  const item = (label: string, isBack: boolean): MenuItemConstructorOptions => ({
    id: idOf(action, isBack),
    label: titleCase(label),
    ...(key === undefined ? {} : keyOf(key, maker.isMac)),
    ...(as === undefined ? {} : { type: as }),
    ...standing(maker.offered, action, isBack, back !== undefined),
    click: () => maker.act(action),
  })
  return [item(short ?? words, false), ...(back === undefined ? [] : [item(back, true)])]
}

/** How an item stands: what Electron lets us change while the menu is there. */
function standing(offered: Offered, action: Action, isBack: boolean, hasBack: boolean) {
  const enabled = offered === null ? isWindowAction(action) : offered.can.includes(action)
  const isOn = offered?.on.includes(action) ?? false
  return { enabled, visible: !hasBack || isBack === isOn, checked: isOn }
}

/** Only what an item listens to is a key of the menu. Letters, and what fields of text use, are the page's to hear. */
function keyOf(key: string, isMac: boolean): Pick<MenuItemConstructorOptions, 'accelerator' | 'registerAccelerator'> {
  const accelerator = key
    .split('+')
    .map((part) => (part === 'mod' ? 'CmdOrCtrl' : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('+')
  if (key.startsWith('mod+') && key !== 'mod+a') return { accelerator }
  // macOS can't show a key without listening to it. All of a text has the key of all recordings, in the item above.
  return isMac || key === 'mod+a' ? {} : { accelerator, registerAccelerator: false }
}

/** Brings the items of a menu that is there to what is offered now. */
export function renew(find: (id: string) => MenuItem | null, offered: Offered): void {
  for (const action of everyAction.options) {
    const [item, back] = [find(idOf(action)), find(idOf(action, true))]
    for (const each of [item, back]) {
      if (each === null) continue
      const { enabled, visible, checked } = standing(offered, action, each === back, back !== null)
      Object.assign(each, { enabled, visible })
      // Of a group one is always so; telling one that it isn't would mean the opposite.
      if (each.type === 'radio' && checked) each.checked = true
    }
  }
}

const small = new Set(['a', 'an', 'and', 'as', 'at', 'by', 'from', 'in', 'of', 'or', 'the', 'to', 'with'])

/** "Remove from this computer" → "Remove from This Computer". */
export function titleCase(words: string): string {
  return words
    .split(' ')
    .map((word, index) => (index > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}
