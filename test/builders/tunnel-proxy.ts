/** A proxy on 127.0.0.1 that opens tunnels (CONNECT) and says which ones it was asked for; with a password, only to who knows it. */
import { createServer } from 'node:http'
import { connect } from 'node:net'

export type TunnelProxy = {
  readonly url: string
  /** As asked for, `host:port`; those that were refused too. */
  readonly asked: string[]
  stop(): void
}

/** `credentials`: `user:password`. */
export async function startTunnelProxy(credentials: string | null = null): Promise<TunnelProxy> {
  const asked: string[] = []
  const wanted = credentials === null ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
  const proxy = createServer()
  proxy.on('connect', (request, client, head) => {
    asked.push(request.url ?? '')
    client.on('error', () => client.destroy())
    if (request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(`http://${request.url}`)
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    url: `http://${credentials === null ? '' : `${credentials}@`}127.0.0.1:${port}`,
    asked,
    stop: () => {
      proxy.close()
      proxy.closeAllConnections()
    },
  }
}
