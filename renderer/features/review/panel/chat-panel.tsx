/** What was written, at its time: follows the playhead, a click goes there. */
import { LocateFixed } from 'lucide-react'
import { type MouseEvent, useMemo, useRef } from 'react'
import type { ChatMessage } from '../../../../preload/contract/review.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import type { Player } from '../player/player.ts'
import type { AskSpeakerName } from '../speakers/use-rename-speaker.tsx'
import { speakerStyle } from '../transcript/speaker-style.ts'
import type { Speakers } from '../transcript/speakers.ts'
import { bringIntoView, usePoliteScroll } from '../transcript/use-polite-scroll.ts'
import { usePlayhead } from '../use-playhead.ts'
import type { SavedOffset } from '../use-saved-offset.ts'
import { ChatClock } from './chat-clock.tsx'
import styles from './chat-panel.module.css'
import { indexSent, lastSentAt } from './sent-index.ts'

type Props = {
  readonly player: Player
  readonly chat: readonly ChatMessage[]
  readonly speakers: Speakers
  readonly clock: SavedOffset
  readonly onSpeaker: AskSpeakerName
}

export function ChatPanel({ player, chat, speakers, clock, onSpeaker }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const marked = useRef<Element | null>(null)
  const polite = usePoliteScroll(scroller)
  const sent = useMemo(() => indexSent(chat), [chat])
  usePlayhead(player, (ms) => {
    const root = scroller.current
    const last = lastSentAt(sent, ms)
    const element = last === -1 ? null : (root?.querySelector(`[data-message="${last}"]`) ?? null)
    if (element === marked.current && (element === null || element.hasAttribute('data-current'))) return
    marked.current?.removeAttribute('data-current')
    element?.setAttribute('data-current', '')
    marked.current = element
    if (root !== null && element !== null && polite.following) bringIntoView(root, element)
  })
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const row = event.target.closest('[data-message]')
    const atMs = chat[Number(row?.getAttribute('data-message') ?? Number.NaN)]?.atMs ?? null
    const sender = event.target.closest('[data-speaker]')
    const name = sender?.getAttribute('data-speaker') ?? null
    if (sender !== null && name !== null) return onSpeaker(name, sender)
    if (atMs === null || document.getSelection()?.isCollapsed === false) return
    if (event.target.closest('[data-is-now]') !== null) return clock.set(clock.offsetMs + player.timeMs - atMs)
    player.seek(atMs)
    polite.follow()
  }
  return (
    <div className={styles['panel']}>
      <ChatClock clock={clock} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: each message has a button for the same. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: each message has a button for the same. */}
      <div ref={scroller} className={styles['scroller']} onClick={onClick}>
        <ol>
          {chat.map(({ atMs, sender, roles, text }, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: messages have no other name.
              key={index}
              data-message={index}
              data-timed={atMs === null ? undefined : ''}
              className={styles['message']}
              style={speakerStyle(speakers, sender)}
            >
              {atMs === null ? (
                <span className={styles['time']}>–</span>
              ) : (
                <button type="button" className={styles['time']} aria-label={`Go to ${formatTimeCode(atMs)}`}>
                  {formatTimeCode(atMs)}
                </button>
              )}
              <div className={styles['body']}>
                <div className={styles['who']}>
                  {sender === '' ? (
                    <span className={styles['sender']}>Someone</span>
                  ) : (
                    <button type="button" className={styles['sender']} data-speaker={sender}>
                      {sender}
                    </button>
                  )}
                  <span className={styles['roles']}>{roles.join(', ')}</span>
                </div>
                <p className={styles['text']} dir="auto" data-selectable>
                  {text}
                </p>
              </div>
              {atMs === null ? null : (
                <button
                  type="button"
                  data-is-now
                  className={styles['now']}
                  aria-label={`“${text.slice(0, 40)}” was sent now`}
                  title="This message is now"
                >
                  <LocateFixed size={16} strokeWidth={1.75} aria-hidden="true" />
                </button>
              )}
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}
