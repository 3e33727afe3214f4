// Serves the built window from a scheme of its own: `file:` pages share one origin and can't be told apart.
import { isAbsolute, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'

export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'dailies-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function serveRenderer(folder: string): void {
  protocol.handle('dailies-app', (request) => {
    const file = join(folder, decodeURIComponent(new URL(request.url).pathname))
    const inside = relative(folder, file)
    if (inside.startsWith('..') || isAbsolute(inside)) return new Response(null, { status: 404 })
    return net.fetch(pathToFileURL(file).href)
  })
}
