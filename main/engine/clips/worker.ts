/**
 * The thread that plans or makes one clip and ends: reading a long film's index takes longer than the engine may be silent.
 * Ended from outside when the person changes their mind.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { copyCut, copyWhole } from './copy.ts'
import { planCut } from './cut.ts'
import { filmPath, openFilm } from './film.ts'
import type { ClipJob, ClipMessage } from './messages.ts'
import { NotWritten } from './part-file.ts'

const port = parentPort
if (port === null) throw new Error('The clip worker was started as a program')
const job: ClipJob = workerData
const toldEvery = 0.01

const answer = await make(job)
port.postMessage(answer)

async function make({ film, part, ...range }: ClipJob): Promise<ClipMessage> {
  const opened = openFilm(film)
  const { input } = opened
  try {
    const planned = await planCut(opened, { film, part, ...range })
    if (typeof planned === 'string') return { kind: 'refused', reason: planned }
    if (part !== null && planned.whole) copyWhole(filmPath(film), part, progress())
    else if (part !== null && !(await copyCut(input, planned, part, progress()))) {
      return { kind: 'refused', reason: 'not-copyable' }
    }
    return { kind: 'done', cut: planned.cut }
  } catch (error) {
    // Whatever is wrong with a film comes from the demuxer as an error of any kind.
    return error instanceof NotWritten
      ? { kind: 'not-written', code: error.code }
      : { kind: 'refused', reason: 'unreadable' }
  } finally {
    input.dispose()
  }
}

function progress(): (fraction: number) => void {
  let told = 0
  return (fraction) => {
    if (fraction - told < toldEvery) return
    told = fraction
    port?.postMessage({ kind: 'progress', fraction } satisfies ClipMessage)
  }
}
