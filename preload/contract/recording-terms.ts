/** What all sides know of recordings besides their shapes. Free of zod, like every `…-terms.ts`: the page's first script has none. */

/**
 * "Expiring soon", wherever it is said or reckoned with: 100ms deletes a file that isn't here within this time.
 */
export const expiringSoonMs = 5 * 86_400_000

/** 100ms joins a session itself to record it, under a role that begins so. That is nobody who was there. */
export const recorderRolePrefix = '__internal'
export const isRecorder = (role: string | null): boolean => role?.startsWith(recorderRolePrefix) ?? false
