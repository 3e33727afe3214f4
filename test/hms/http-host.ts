/** One HTTP server on 127.0.0.1 that stops at once, whatever its connections are doing. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface HttpHost {
  url: string
  stop(): Promise<void>
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export async function startHost(handler: Handler, port = 0): Promise<HttpHost> {
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    request.resume()
    handler(request, response).catch((error: unknown) => {
      // A fault of the simulator itself: loud, and never mistaken for a fault that a test asked for.
      console.error('hms:', error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** RST instead of an orderly end: the client sees ECONNRESET. */
export function resetConnection(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}

export const CAPTIVE_PORTAL =
  '<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Welcome to Hotel Wi-Fi</h1></body></html>\n'
