// How the three sides are bundled. The targets are those of the oldest runtime that shipped code must work on.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

// One bundle for each process and each worker: they are started by file. What is shared becomes a chunk of its own.
const mainEntries = {
  index: 'main/index.ts',
  engine: 'main/engine/index.ts',
  'transfer-worker': 'main/engine/adapters/transfer/transfer-worker.ts',
  'read-worker': 'main/engine/reader/worker.ts',
  'clip-worker': 'main/engine/clips/worker.ts',
  cli: 'main/cli.ts',
}

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(mainEntries)
            .map(([name, file]): [string, string] => [name, join(root, file)])
            .filter(([, file]) => existsSync(file)),
        ),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      outDir: 'out/preload',
      sourcemap: true,
      // A sandboxed preload is one CommonJS file that can require Electron and nothing else.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    plugins: [react()],
    build: {
      target: chromeTarget,
      outDir: join(root, 'out/renderer'),
      sourcemap: true,
      minify: true,
      // Loaded from disk: a large chunk costs nobody a download.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: join(root, 'renderer/index.html'),
        // All that the page starts with is one file: what others share with it would else be several, one request each.
        output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] } },
      },
    },
  },
})
