// Bundles the media app into a folder: `node bundle.ts FOLDER`. In a process of its own, which can be given a time-out:
// inside the test runner it was once seen to hang, probably the bundler's threads and the runner's module hooks waiting
// for each other.
import { join } from 'node:path'
import { build } from 'vite'

await build({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'error',
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: join(import.meta.dirname, 'main.ts'),
    outDir: process.argv[2] ?? '',
    target: 'node20.18',
    rolldownOptions: { output: { entryFileNames: 'main.js' } },
  },
})
