/**
 * `dailies verify`: re-hashes every file against what was recorded when it was downloaded. Beside another program it only
 * looks; alone, what is wrong and can still be had stands in line to be downloaded again.
 */

import type { Repair } from '../engine/adapters/library/library-repair.ts'
import type { Finding } from '../engine/adapters/library/library-verify.ts'
import type { ExpectedFile } from '../engine/adapters/library/verify-folder.ts'
import { type Context, type Ended, Interrupted, refused } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf, type EventFields, type Output } from './output.ts'
import { overallLines } from './pull-display.ts'
import { shownSeconds } from './quantities.ts'
import { type Session, withLibraryToLook } from './session.ts'
import { shownBytes } from './shown-bytes.ts'
import { TransferMeter } from './transfer-meter.ts'

export function verify(context: Context): Promise<Ended> {
  return withLibraryToLook(context, (session) => check(context, session))
}

async function check(context: Context, { services }: Session): Promise<Ended> {
  const { output, interrupted } = context
  const { verify: look, repair, reconcile, sidecars } = services.parts
  if (services.library.writable) reconcile.restoreRemoved(sidecars)
  const counts: Counts = { missing: 0, changed: 0, unreadable: 0, sidecar: 0, extra: 0, queued: 0 }
  const progress = new VerifyProgress(output, look.totals())
  const tell = (finding: Finding): void => {
    const mended = finding.state === 'extra' || !services.library.writable ? null : repair.repair(finding)
    tellFinding(output, finding, mended)
    count(output, counts, finding, mended)
  }
  const report = await look.run({ finding: tell, checked: (bytes, right) => progress.add(bytes, right) }, interrupted)
  if (interrupted.aborted) throw new Interrupted()
  if (!report.ok) return refused(context, report.error)
  output.tally.recordings = report.value.recordings
  const wrong = counts.missing + counts.changed + counts.unreadable + counts.sidecar
  return { status: wrong > 0 ? exitStatus.failed : exitStatus.done, describe: () => summaryOf(output, counts) }
}

type Counts = Record<Finding['state'] | 'queued', number>

class VerifyProgress {
  readonly #output: Output
  readonly #totals: { readonly files: number; readonly bytes: number }
  readonly #meter = new TransferMeter()
  #files = 0

  constructor(output: Output, totals: { readonly files: number; readonly bytes: number }) {
    this.#output = output
    this.#totals = totals
  }

  add(bytes: number, right: boolean): void {
    const { tally } = this.#output
    this.#files += 1
    tally.bytes += bytes
    if (right) tally.done += 1
    this.#meter.add({ atMs: Date.now(), bytes: tally.bytes, files: this.#files })
    const left = Math.max(0, this.#totals.bytes - tally.bytes)
    const files = Math.max(0, this.#totals.files - this.#files)
    const secondsLeft = this.#meter.secondsLeft({ bytes: left, files, unsized: 0 })
    const fields = {
      phase: 'verify',
      files: { done: this.#files, total: this.#totals.files },
      remaining_bytes: left,
      bytes_per_second: Math.round(this.#meter.bytesPerS),
      seconds_left: secondsLeft === null ? null : Math.round(secondsLeft),
    }
    this.#output.progress(fields, (columns) => {
      const share = tally.bytes / Math.max(1, this.#totals.bytes)
      const files = `${this.#files.toLocaleString('en-US')} of ${countOf(this.#totals.files, 'file')}`
      const time = secondsLeft === null ? [] : [`${shownSeconds(secondsLeft)} left`]
      return overallLines(share, [files, `${shownBytes(this.#meter.bytesPerS)}/s`, ...time], columns)
    })
  }
}

function count(output: Output, counts: Counts, finding: Finding, mended: Repair | null): void {
  counts[finding.state] += 1
  if (mended?.kind === 'queued') counts.queued += 1
  if (finding.state === 'extra') output.tally.skipped += 1
  else if (mended?.kind === 'not-to-be-had') output.tally.unavailable += 1
  else output.tally.failed += 1
}

function tellFinding(output: Output, finding: Finding, mended: Repair | null): void {
  if (finding.state === 'extra') {
    const { path } = finding
    output.event('asset', { state: 'extra', path }, `${path}: extra. No record knows it; it was left alone.`)
    return
  }
  const { reason } = finding
  const path = finding.state === 'sidecar' ? finding.path : finding.file.path
  const state = finding.state === 'sidecar' ? 'changed' : finding.state
  const next = mended === null ? '' : ` ${wordsOf(mended, finding.state)}`
  const fields = {
    ...(finding.state === 'sidecar' ? {} : idsOf(finding.file)),
    ...{ state, path, reason: `${reason}${next}`, queued: mended?.kind === 'queued' },
  }
  output.event('asset', fields, null)
  // Not an event of its own: with --quiet too, what is wrong is said.
  output.trouble(`${path}: ${state}. ${reason}${next}`)
}

function idsOf({ recording, asset, type }: ExpectedFile): EventFields {
  return { recording, asset, type }
}

function wordsOf(repair: Repair, state: Finding['state']): string {
  switch (repair.kind) {
    case 'queued': {
      const aside = repair.asideName === null ? '' : ` The changed file was kept as “${repair.asideName}”.`
      return `It stands in line to be downloaded again, by the next pull or the app.${aside}`
    }
    case 'sidecar-written':
      return 'It was written again from the database.'
    case 'left':
      return 'It was left as it is.'
    case 'not-to-be-had':
      return state === 'missing'
        ? '100ms doesn’t have it any more: look for it in a backup.'
        : '100ms doesn’t have it any more, so it was left as it is: look for the right one in a backup.'
    case 'failed':
      return repair.reason
  }
}

function summaryOf(output: Output, counts: Counts): string {
  const { done, bytes } = output.tally
  const { missing, changed, unreadable, sidecar, extra, queued } = counts
  const parts = [
    `${countOf(done, 'file')} as recorded (${shownBytes(bytes)} read)`,
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(changed + sidecar > 0 ? [`${changed + sidecar} changed`] : []),
    ...(unreadable > 0 ? [`${unreadable} unreadable`] : []),
    ...(extra > 0 ? [`${extra} extra`] : []),
    ...(queued > 0 ? [`${queued} in line to be downloaded again`] : []),
  ]
  return parts.join(', ')
}
