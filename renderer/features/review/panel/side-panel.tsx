/** What is read beside the picture, a tab each; a part that isn't here says why in its place. */
import { Bookmark, FileText, Info, ListTree, type LucideIcon, MessagesSquare, Search, Users } from 'lucide-react'
import type { Review } from '../../../../preload/contract/review.ts'
import { chordOf } from '../../../commands/review-keys.ts'
import { formatCount } from '../../../format/count.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { GapNotice } from '../gap-notice.tsx'
import { MarkersPanel } from '../markers/markers-panel.tsx'
import type { MarkerImport } from '../markers/use-import.ts'
import type { RoomMarkers } from '../markers/use-markers.ts'
import type { Player } from '../player/player.ts'
import type { AskSpeakerName } from '../speakers/use-rename-speaker.tsx'
import { TranscriptPanel } from '../transcript/transcript-panel.tsx'
import type { Find } from '../transcript/use-find.ts'
import type { Beside } from '../use-beside.ts'
import type { SavedOffset } from '../use-saved-offset.ts'
import type { Texts } from '../use-texts.ts'
import { ChatPanel } from './chat-panel.tsx'
import { ExportTranscript } from './export-transcript.tsx'
import { InfoPanel } from './info-panel.tsx'
import { PeoplePanel } from './people-panel.tsx'
import styles from './side-panel.module.css'
import { SummaryPanel } from './summary-panel.tsx'

type Props = {
  readonly review: Review
  readonly texts: Texts
  readonly player: Player
  readonly markers: RoomMarkers
  readonly beside: Beside
  readonly imports: MarkerImport
  readonly find: Find
  readonly onDownload: (assetIds: readonly number[]) => void
  readonly chatClock: SavedOffset
  readonly onSpeaker: AskSpeakerName
  readonly onProblem: (words: string | null) => void
}

/** Measured, with both counts and the transcript's buttons. */
const wordsFrom = 450

export function SidePanel(props: Props) {
  const { review, texts, player, markers, beside, onDownload, onSpeaker } = props
  const { tab, goTo, findOpen, setFind } = beside
  const { details, transcript, chat, summary } = review
  const isEmptyChat = chat !== null && chat.length === 0
  return (
    <Tabs
      label="Beside the picture"
      className={styles['panel']}
      value={tab}
      onChange={goTo}
      wordsFrom={wordsFrom}
      end={
        tab === 'transcript' && texts.lines.length > 0 ? (
          <div className={styles['tools']}>
            <ExportTranscript
              recordingId={details.row.id}
              open={beside.exporting === 'transcript'}
              onOpenChange={(open) => beside.setExporting(open ? 'transcript' : null)}
              onProblem={props.onProblem}
            />
            <IconButton
              label="Find in the transcript"
              shortcut={chordOf('find')}
              icon={Search}
              pressed={findOpen}
              onClick={() => setFind(!findOpen)}
            />
          </div>
        ) : undefined
      }
      tabs={[
        {
          value: 'transcript',
          label: 'Transcript',
          icon: FileText,
          content:
            transcript === null ? (
              <MissingPart part="transcript" icon={FileText} review={review} onDownload={onDownload} />
            ) : texts.lines.length === 0 ? (
              <EmptyState icon={FileText} title="Nothing was said" />
            ) : (
              <TranscriptPanel
                ref={beside.transcript}
                player={player}
                texts={texts}
                notes={review.transcriptNotes}
                find={props.find}
                findOpen={findOpen}
                onCloseFind={() => setFind(false)}
                onSpeaker={onSpeaker}
              />
            ),
        },
        {
          value: 'markers',
          label: 'Markers',
          icon: Bookmark,
          badge: markers.shown.length === 0 ? undefined : formatCount(markers.shown.length),
          content: <MarkersPanel markers={markers} player={player} imports={props.imports} beside={beside} />,
        },
        {
          value: 'chat',
          label: 'Chat',
          icon: MessagesSquare,
          badge: chat === null || isEmptyChat ? undefined : formatCount(chat.length),
          content:
            chat === null ? (
              <MissingPart part="chat" icon={MessagesSquare} review={review} onDownload={onDownload} />
            ) : isEmptyChat ? (
              <EmptyState icon={MessagesSquare} title="Nothing was written" />
            ) : (
              <ChatPanel
                player={player}
                chat={texts.chat}
                speakers={texts.speakers}
                clock={props.chatClock}
                onSpeaker={onSpeaker}
              />
            ),
        },
        {
          value: 'summary',
          label: 'Summary',
          icon: ListTree,
          content:
            summary === null ? (
              <MissingPart part="summary" icon={ListTree} review={review} onDownload={onDownload} />
            ) : (
              <SummaryPanel summary={summary} />
            ),
        },
        {
          value: 'people',
          label: 'People',
          icon: Users,
          content:
            details.participants.length === 0 && texts.speakers.names.length === 0 ? (
              <EmptyState icon={Users} title="Nobody is named">
                100ms keeps who was in a session for a while only; this one’s list is not known.
              </EmptyState>
            ) : (
              <PeoplePanel
                participants={details.participants}
                names={review.speakers}
                texts={texts}
                onSpeaker={onSpeaker}
              />
            ),
        },
        { value: 'info', label: 'Info', icon: Info, content: <InfoPanel details={details} /> },
      ]}
    />
  )
}

type MissingProps = Pick<Props, 'review' | 'onDownload'> & {
  readonly part: 'transcript' | 'chat' | 'summary'
  readonly icon: LucideIcon
}

/** 100ms never made it, it isn't here yet, or it can't be read. */
function MissingPart({ part, icon, review, onDownload }: MissingProps) {
  const { row, assets } = review.details
  const gap = review.gaps.find((each) => each.part === part)
  if (gap === undefined) return <EmptyState icon={icon} title={`No ${part}`} />
  const isHere = assets.some(({ type, file }) => type === part && file !== null)
  return (
    <GapNotice
      icon={icon}
      title={isHere ? `The ${part} can’t be read` : gap.assetIds.length === 0 ? `No ${part}` : `No ${part} here yet`}
      gap={gap}
      row={row}
      assets={assets}
      onDownload={onDownload}
    />
  )
}
