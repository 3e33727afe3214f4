/**
 * What the simulated API's objects look like, field for field as documented (docs/server-side/v2/api-reference). The
 * simulator keeps them in the shape it sends, so a test can put any oddity into one.
 */

export interface Asset {
  id: string
  job_id: string
  room_id: string
  session_id: string
  type: string
  path: string | null
  thumbnails?: string[] | null
  metadata: Record<string, unknown> | null
  /** Seconds; 0 for chat. */
  duration: number
  /** Bytes. */
  size: number
  status: string
  created_at: string
}

/** A recording, live-stream or external-stream job; the latter two have fields of their own. */
export interface Job {
  id: string
  room_id: string
  session_id: string
  status: string
  created_at: string
  started_at: string | null
  updated_at: string
  stopped_at: string | null
  started_by: string
  stopped_by: string
  meeting_url?: string
  asset_types?: string[] | null
  destination?: string
  playback?: { url: string }
  recording?: unknown
  rtmp_urls?: string[]
  resolution?: { width: number; height: number }
}

export interface Room {
  id: string
  name: string
  enabled: boolean
  description: string
  customer_id: string
  app_id: string
  recording_source_template: boolean
  recording_info?: { enabled: boolean; upload_info: { type: string; location: string; prefix: string } }
  template_id: string
  template: string
  region: string
  created_at: string
  updated_at: string
  large_room: boolean
}

export interface Peer {
  id: string
  session_id: string
  name: string
  role: string
  user_id: string
  joined_at: string
  left_at: string
}

export interface Session {
  id: string
  room_id: string
  customer_id: string
  active: boolean
  peers: Record<string, Peer>
  created_at: string
  updated_at: string
}
