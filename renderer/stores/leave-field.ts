/**
 * Leaves the field that is being typed in: what was typed counts when its field is left, and React tells no field that it is
 * taken away. A dialog's fields are its own.
 */
export function leaveField(): void {
  const field = document.activeElement
  const isTyping = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
  if (!isTyping || field.closest('[role="dialog"]') !== null) return
  field.blur()
  // While another program is in front the system's page is told of no focus that goes.
  if (!document.hasFocus()) field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
}
