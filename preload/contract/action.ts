/** Everything that the window can be told to do from outside of it: by the application menu. */
import { z } from 'zod'
import { listActions, windowActions } from './action-terms.ts'
import { reviewAction } from './review-action.ts'

// A star, and that it is reviewed, both screens can give.
export const action = z.enum([...new Set([...reviewAction.options, ...listActions, ...windowActions])])
export type Action = z.infer<typeof action>

/** What of it makes sense at this moment, and what of that is so already. */
export const offer = z.object({ can: z.array(action), on: z.array(action) })
export type Offer = z.infer<typeof offer>
