/** What all sides know of searches. Free of zod. */

/** Where a search finds something; `title` also stands for the room's and for tags. */
export const searchSources = ['title', 'transcript', 'chat', 'summary', 'marker', 'participant'] as const
