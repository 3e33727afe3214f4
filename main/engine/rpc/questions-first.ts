/** What a window reads goes before what the engine does by itself: each such command is told to the right of way. */
import type { RightOfWay } from '../core/right-of-way.ts'
import type { Handlers } from './handler.ts'

export function questionsFirst<H extends Partial<Handlers>>(handlers: H, way: RightOfWay): H {
  let lastFilter: string | undefined
  // A list that a sync has changed is read again with the filter that it had.
  const isTyped = (input: unknown): boolean => {
    const filter: string | undefined = JSON.stringify(Object(input).filter)
    if (filter === undefined || filter === lastFilter) return false
    lastFilter = filter
    return true
  }
  return new Proxy(handlers, {
    get: (target, name, receiver) => {
      const handler: unknown = Reflect.get(target, name, receiver)
      if (typeof handler !== 'function') return handler
      return (input: unknown) => way.first(async () => Reflect.apply(handler, undefined, [input]), isTyped(input))
    },
  })
}
