/** nginx as storage: a server that costs so little that what is measured is the downloading. */
import { type ChildProcess, spawn } from 'node:child_process'
import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export type Nginx = {
  readonly url: string
  stop(): void
}

/** Serves `folder`. `bytesPerSecond`: of each connection. */
export async function startNginx(folder: string, bytesPerSecond: number | null = null): Promise<Nginx> {
  const port = await freePort()
  const config = join(folder, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off; pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'error.log')}; worker_processes 1; user root;
     events {}
     http {
       access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; client_body_temp_path ${folder};
       ${bytesPerSecond === null ? '' : `limit_rate ${bytesPerSecond};`}
       server { listen 127.0.0.1:${port}; root ${join(folder, 'objects')}; }
     }`,
  )
  const child: ChildProcess = spawn('nginx', ['-c', config, '-e', join(folder, 'error.log')], { stdio: 'ignore' })
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', () => reject(new Error('This benchmark needs nginx, aria2 and curl: apt-get install them')))
  })
  const stop = (): void => {
    process.off('exit', stop)
    child.kill()
  }
  process.once('exit', stop)
  const url = `http://127.0.0.1:${port}`
  while ((await fetch(url).catch(() => null)) === null) await delay(20)
  return { url, stop }
}

/** One file under many names takes the room of one. */
export function putObject(folder: string, key: string, content: string): void {
  const path = join(folder, 'objects', key)
  mkdirSync(dirname(path), { recursive: true })
  linkSync(content, path)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
