/** Spans of time that all sides reckon with. */

export const dayMs = 86_400_000
