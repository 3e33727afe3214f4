/**
 * Something done once, a little later. Asked for again meanwhile it stays as it is: what comes all the time must not put it
 * off for ever.
 */
export type Delayed = { readonly in: (ms: number) => void; readonly cancel: () => void }

export function delayed(run: () => void): Delayed {
  let timer: ReturnType<typeof setTimeout> | null = null
  return {
    in: (ms) => {
      timer ??= setTimeout(() => {
        timer = null
        run()
      }, ms)
    },
    cancel: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
