/** What a person calls an asset, wherever one is listed: the columns that its label is made of, and the label. */
import { assetLabel, type LabelledAsset } from '../core/names/asset-label.ts'
import { objectOf } from './json-columns.ts'

export type LabelRow = Omit<LabelledAsset, 'metadata'> & { readonly metadata: string | null }

/** Of `assets a`. */
export const labelColumns = `a.type, a.type_raw AS typeRaw, a.format, a.layer, a.width, a.height, a.metadata,
  (SELECT p.name FROM sessions s JOIN participants p ON p.session_id = s.id AND p.peer_id = a.peer_id
    WHERE s.workspace_id = a.workspace_id AND s.upstream_id = a.session_upstream_id) AS personName`

export const labelOf = (row: LabelRow): string => assetLabel({ ...row, metadata: objectOf(row.metadata) })
