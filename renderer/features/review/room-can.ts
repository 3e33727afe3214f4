/** What can be done in the room with what is there. Pure. */
import type { ReviewAction } from '../../../preload/contract/review-action.ts'

export type RoomFacts = {
  /** There is a film, or sound, that plays. */
  readonly plays: boolean
  readonly hasPicture: boolean
  readonly canUndoMove: boolean
  /** In or out is set; for a part of the film. */
  readonly hasPoints: boolean
  readonly hasCaptions: boolean
  readonly hasWords: boolean
  readonly hasMarkers: boolean
  /** 100ms has given it an id. */
  readonly hasLink: boolean
}

const needs: Readonly<Partial<Record<ReviewAction, keyof RoomFacts | null>>> = {
  ...{ 'undo-seek': 'canUndoMove', 'copy-link': 'hasLink', captions: 'hasCaptions' },
  ...{ 'go-in': 'hasPoints', 'go-out': 'hasPoints', 'clear-points': 'hasPoints', 'save-clip': 'hasPoints' },
  ...{ 'picture-in-picture': 'hasPicture', 'save-frame': 'hasPicture', 'copy-frame': 'hasPicture' },
  ...{ 'marker-range': 'hasPoints', 'next-marker': 'hasMarkers', 'previous-marker': 'hasMarkers' },
  ...{ 'export-markers': 'hasMarkers', 'import-markers': null, undo: null, redo: null },
  ...{ find: 'hasWords', follow: 'hasWords', 'copy-quote': 'hasWords' },
  ...{ star: null, reviewed: null, help: null, close: null, leave: null },
}

export function roomCan(action: ReviewAction, facts: RoomFacts): boolean {
  const need = needs[action]
  return need === null || facts[need ?? 'plays']
}
