/** Which speaker's name is being changed, and the panel for it at the place that was clicked. */
import { type ReactNode, useMemo, useState } from 'react'
import type { Review } from '../../../../preload/contract/review.ts'
import type { NamedSpeakers } from '../../../../preload/contract/speakers.ts'
import { Popover } from '../../../ui/popover.tsx'
import styles from './rename-speaker.module.css'
import { RenameSpeaker } from './rename-speaker.tsx'
import { voicesOf } from './voice.ts'

export type AskSpeakerName = (name: string, anchor: Element) => void

export function useRenameSpeaker(
  review: Review,
  onRenamed: (speakers: NamedSpeakers) => void,
): { readonly ask: AskSpeakerName; readonly panel: ReactNode } {
  const [asked, setAsked] = useState<{ readonly name: string; readonly anchor: Element } | null>(null)
  const { transcript, chat, details, speakers } = review
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the review only these are looked at.
  const voices = useMemo(() => voicesOf(review), [transcript, chat, details, speakers])
  const voice = asked === null ? undefined : voices.find(({ name }) => name === asked.name)
  const close = () => setAsked(null)
  const panel =
    asked === null || voice === undefined ? null : (
      <Popover
        open
        onOpenChange={(open) => {
          if (!open) close()
        }}
        anchor={asked.anchor}
        label={`Rename ${voice.name}`}
        className={styles['panel']}
      >
        <RenameSpeaker
          key={voice.name}
          review={review}
          voice={voice}
          voices={voices}
          onRenamed={onRenamed}
          onDone={close}
        />
      </Popover>
    )
  return { ask: (name, anchor) => setAsked({ name, anchor }), panel }
}
