/** The part of Dailies that opens libraries ends whenever it is started. Says so, and what a person can do about it. */
import { app } from '../../stores/stores.ts'
import { FaultPage } from './fault-page.tsx'

export const failingWords =
  'A part of Dailies ends as soon as it is started. It is tried again every half minute; if that doesn’t help, restart the computer or install Dailies again.'

export function EngineTrouble() {
  return (
    <FaultPage
      title="Dailies can’t open a library at the moment"
      onward={{ label: 'Try again', run: app.restartEngine }}
    >
      {failingWords} Your recordings and notes are safe in their folder.
    </FaultPage>
  )
}
