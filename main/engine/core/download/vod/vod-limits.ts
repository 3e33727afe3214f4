/** More than any HLS recording has: beyond these it is something else, or meant to do harm. */

/** A 12-hour session in four layers of two-second segments has 86,400. */
export const mostVodFiles = 200_000
export const mostVodBytes = 1024 ** 4
export const mostPlaylists = 64
export const longestPlaylistBytes = 16 * 1024 * 1024
