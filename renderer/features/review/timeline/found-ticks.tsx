/** Where what is looked for in the transcript is said; the one that is shown stands out. */
import { memo } from 'react'
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { timeAtOffset } from '../transcript/line-text.ts'
import type { Find } from '../transcript/use-find.ts'
import { isInView, shareOf, type TimeScale } from './time-scale.ts'
import styles from './timeline.module.css'

type Props = { readonly find: Find; readonly lines: readonly TranscriptLine[]; readonly scale: TimeScale }

/** More than this a width of the screen doesn't show apart. */
const most = 1000

export const FoundTicks = memo(function FoundTicks({ find, lines, scale }: Props) {
  const ticks = find.matches.flatMap((match, index) => {
    const line = lines[match.line]
    const ms = line === undefined ? null : timeAtOffset(line, match.from)
    return ms === null || !isInView(scale, ms) ? [] : [{ ms, index }]
  })
  return (
    <div className={styles['found']} aria-hidden="true">
      {ticks.slice(0, most).map(({ ms, index }) => (
        <span
          key={index}
          className={styles['tick']}
          data-now={index === find.at ? '' : undefined}
          style={{ left: `${shareOf(scale, ms) * 100}%` }}
        />
      ))}
    </div>
  )
})
