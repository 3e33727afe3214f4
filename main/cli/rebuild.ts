/** `dailies rebuild`: the database anew from what lies in the folder. Needs neither credentials nor network. */
import { type Context, type Ended, refused } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf } from './output.ts'
import { orInterrupted, withLibraryThatIs } from './session.ts'

export function rebuild(context: Context): Promise<Ended> {
  return withLibraryThatIs(context, async ({ services }) => {
    const rebuilt = await orInterrupted(context, services.handlers['library.rebuild']({}))
    if (!rebuilt.ok) return refused(context, rebuilt.error)
    await orInterrupted(context, services.parts.texts.importMissing())
    const { recordings, files, problems, notes } = rebuilt.value
    for (const message of problems) context.output.problem({ kind: 'corrupt', message })
    for (const note of notes) context.output.note(note)
    context.output.tally.recordings = recordings
    context.output.tally.done = files
    const describe = (): string => `${countOf(recordings, 'recording')} and ${countOf(files, 'file')} found`
    return { status: problems.length > 0 ? exitStatus.failed : exitStatus.done, describe }
  })
}
