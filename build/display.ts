// A display for Electron where there is none: a virtual one, started here and ended by its process id. (`xvfb-run` leaves
// programs behind when it is ended first, and can't be shared by several.)
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export type Display = { readonly name: string; stop(): Promise<void> }

/** The display that is there already, or a new one. Sets DISPLAY for the programs that this process starts. */
export async function openDisplay(): Promise<Display | undefined> {
  if (!needsDisplay()) return undefined
  const display = await startDisplay()
  process.env['DISPLAY'] = display.name
  return {
    ...display,
    stop: async () => {
      delete process.env['DISPLAY']
      await display.stop()
    },
  }
}

export const needsDisplay = (): boolean => process.platform === 'linux' && !process.env['DISPLAY']

/** One of its own, which nobody is told of. */
export async function startDisplay(): Promise<Display> {
  // The server picks a free number itself and tells it on descriptor 3.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const stop = () => server.kill()
  process.once('exit', stop)
  const ended = new Promise<void>((resolve) => server.on('close', () => resolve()))
  const name = await new Promise<string>((resolve, reject) => {
    let text = ''
    const numbers = server.stdio[3] as Readable
    numbers.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(`:${text.trim()}`)
    })
    server.on('error', reject)
    server.on('close', (code) => reject(new Error(`Xvfb ended with ${code}`)))
  })
  return {
    name,
    async stop() {
      process.off('exit', stop)
      stop()
      await ended
    },
  }
}
