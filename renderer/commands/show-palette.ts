/** The palette takes the place of the sheet of keys: one of them is on the screen. */
import { app, palette } from '../stores/stores.ts'

export function showPalette(): void {
  app.showHelp(false)
  palette.show(true)
}
