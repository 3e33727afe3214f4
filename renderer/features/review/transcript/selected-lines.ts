/** Which lines the person has selected with the mouse, and from where to where; null when nothing of this list is. */

/** Lines `from` to `to`, `to` included; the offsets are into the shown text of the first and of the last. */
export type SelectedLines = {
  readonly from: number
  readonly to: number
  readonly fromOffset: number
  readonly toOffset: number
}

export function selectedLines(root: HTMLElement): SelectedLines | null {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(root) || selection.toString().trim() === '') return null
  const touched = [...root.querySelectorAll('[data-line]')].filter((element) => range.intersectsNode(element))
  const [first] = touched
  const last = touched.at(-1)
  if (first === undefined || last === undefined) return null
  return {
    from: Number(first.getAttribute('data-line')),
    to: Number(last.getAttribute('data-line')),
    fromOffset: offsetIn(first, range.startContainer, range.startOffset) ?? 0,
    toOffset: offsetIn(last, range.endContainer, range.endOffset) ?? Number.POSITIVE_INFINITY,
  }
}

/** null: that place isn't within the line. */
function offsetIn(line: Element, container: Node, offset: number): number | null {
  if (!line.contains(container)) return null
  const before = document.createRange()
  before.selectNodeContents(line)
  before.setEnd(container, offset)
  return before.toString().length
}
