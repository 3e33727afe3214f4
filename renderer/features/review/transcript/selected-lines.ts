/** Which lines the person has selected with the mouse, as numbers; null when nothing of this list is. */

export type SelectedLines = { readonly from: number; readonly to: number; readonly text: string }

export function selectedLines(root: HTMLElement): SelectedLines | null {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(root)) return null
  const touched = [...root.querySelectorAll('[data-line]')].filter((element) => range.intersectsNode(element))
  const numbers = touched.map((element) => Number(element.getAttribute('data-line')))
  const text = selection.toString().trim()
  if (numbers.length === 0 || text === '') return null
  return { from: Math.min(...numbers), to: Math.max(...numbers), text }
}
