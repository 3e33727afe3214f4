/** The smart lists, in the order in which sidebar, menu and palette name them. Free of zod. */

export const collections = ['all', 'unreviewed', 'starred'] as const
/** What a person keeps an eye on. */
export const watches = ['expiring', 'not-downloaded', 'only-copy', 'failed', 'attention'] as const
export const smartLists = [...collections, ...watches] as const
