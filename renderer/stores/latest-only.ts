/**
 * Runs one thing at a time and, if asked again meanwhile, once more at its end: what was asked in between is covered by
 * that. Typing, change events and reconnects all come in bursts; the engine is asked no faster than it answers.
 */
export function latestOnly(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false
  const loop = async () => {
    do {
      again = false
      await run()
    } while (again)
    running = null
  }
  return () => {
    if (running === null) running = loop()
    else again = true
    return running
  }
}
