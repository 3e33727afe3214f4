/** Shows the recording in the system's file manager. Resolves with what is to be said, if anything. */
import { shell } from '../api/shell.ts'
import { focusedRecording } from './chosen.ts'

export async function showInFolder(): Promise<string | null> {
  const id = focusedRecording()
  if (id === null) return 'Choose a recording first: then it can be shown in its folder.'
  const answer = await shell.call('files.showRecording', { id })
  return answer.ok ? null : answer.error.message
}
