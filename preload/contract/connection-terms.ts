/** What all sides know of connections besides their shapes. Free of zod. */

export const defaultApiUrl = 'https://api.100ms.live/v2'
