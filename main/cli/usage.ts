/** What `dailies --help` prints. */
import { transcriptFormats } from '../../preload/contract/export-terms.ts'
import { formatsOfMarkers } from './arguments.ts'

export const usage = `Dailies keeps the recordings of a 100ms workspace in a folder of your own.

  dailies sync     [common]                        read what there is, download nothing
  dailies pull     [common] [filters] [download]   sync, then download what the filters pass
  dailies list     [common] [filters]              one line a recording
  dailies search   [common] TEXT                   where TEXT is said, written or named
  dailies export   [common] RECORDING --format F   its transcript, or its markers, for other programs
  dailies verify   [common]                        re-hash every file against its record
  dailies rebuild  [common]                        make the database anew from the folder

Common
  --library DIR          the library’s folder (default: Dailies in your videos folder)
  --api URL              another API address than https://api.100ms.live/v2
  --json                 one JSON object a line on standard output, “summary” last
  --quiet, -q            only what was asked for and what went wrong
  --log FILE             keep a log
  --help, -h   --version

Filters (each may be repeated; any of the repeated, all of the different)
  --room ID|NAME         recordings of this room
  --since DATE           started then or later: 2026-11-20, 2026-11, 2026-11-20T14:00+01:00
  --until DATE           started before then
  --type T[,T…]          only these files: room-composite, transcript, chat, summary, room-vod, track, stream …
  --recording ID         this recording
  --status S[,S…]        ready, recording, failed …, or 100ms’s own word
  --shard I/N            the I-th of N parts, for N machines that share the work

Search (in one pair of quotes: dailies search 'market "sea urchin" speaker:maya -draft')
  word  "a phrase"       all of them in one line; the last word as far as it is written; wor* for more of them
  -word                  not in that line
  speaker:NAME           who says it          type:T          transcript, chat, summary, title or marker
  room:NAME              part of its name     after:DATE      began then or later     before:DATE

Download
  --dry-run              say what would be downloaded
  --concurrency N        files at once, 1 to 16
  --limit-rate BYTES     bytes a second: 500k, 10M, 1G
  --min-free BYTES       stop when the drive has less left

Export
  --format F             the transcript as ${transcriptFormats.join(', ')}; the markers as ${formatsOfMarkers.join(', ')}
  --frame-rate R         count edl and fcpxml in 23.976, 24, 25, 29.97, 30, 50, 59.94 or 60 (default: the video’s)
  --out FILE             into a file instead of standard output

Credentials come from the environment only: DAILIES_ACCESS_KEY and DAILIES_APP_SECRET, or DAILIES_TOKEN.
Dates without an offset are in the library’s time zone. HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS are honoured.

Exit status
  0  all that can be had is there     3  credentials refused     5  library in use
  1  something failed or is gone      4  disk full             130  interrupted; run again to go on
  2  wrong usage
What 100ms sent and can’t be read is named, and ends sync and pull with 1.
A pull that gets nothing for 15 minutes because there is no network ends with 1.
`
