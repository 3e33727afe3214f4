/** What was written, at its time: follows the playhead, a click goes there. */
import { type MouseEvent, useRef } from 'react'
import type { ChatMessage } from '../../../../preload/contract/review.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import type { Player } from '../player/player.ts'
import { speakerStyle } from '../transcript/speaker-style.ts'
import type { Speakers } from '../transcript/speakers.ts'
import { bringIntoView, usePoliteScroll } from '../transcript/use-polite-scroll.ts'
import { usePlayhead } from '../use-playhead.ts'
import styles from './chat-panel.module.css'

type Props = {
  readonly player: Player
  readonly chat: readonly ChatMessage[]
  readonly speakers: Speakers
}

export function ChatPanel({ player, chat, speakers }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const marked = useRef<Element | null>(null)
  const polite = usePoliteScroll(scroller)
  usePlayhead(player, (ms) => {
    const root = scroller.current
    const last = chat.findLastIndex(({ atMs }) => atMs !== null && atMs <= ms)
    const element = last === -1 ? null : (root?.querySelector(`[data-message="${last}"]`) ?? null)
    if (element === marked.current && (element === null || element.hasAttribute('data-current'))) return
    marked.current?.removeAttribute('data-current')
    element?.setAttribute('data-current', '')
    marked.current = element
    if (root !== null && element !== null && polite.following) bringIntoView(root, element)
  })
  const onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-message]') : null
    const atMs = chat[Number(row?.getAttribute('data-message') ?? Number.NaN)]?.atMs ?? null
    if (atMs === null || document.getSelection()?.isCollapsed === false) return
    player.seek(atMs)
    polite.follow()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: each message has a button for the same.
    // biome-ignore lint/a11y/useKeyWithClickEvents: each message has a button for the same.
    <div ref={scroller} className={styles['scroller']} onClick={onClick}>
      <p className={styles['note']}>
        Times are estimates: when a message was sent, counted from the recording’s start.
      </p>
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
                <span className={styles['sender']}>{sender === '' ? 'Someone' : sender}</span>
                <span className={styles['roles']}>{roles.join(', ')}</span>
              </div>
              <p className={styles['text']} data-selectable>
                {text}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}
