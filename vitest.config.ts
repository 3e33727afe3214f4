// Every test that needs no window. One project a kind of test, so that one kind can be run alone:
// `npx vitest run --project db`. A test file outside of these folders fails the architecture test.
import { defineConfig } from 'vitest/config'

export const projects: Readonly<Record<string, readonly string[]>> = {
  unit: ['test/unit/**/*.test.{ts,tsx}'],
  db: ['test/db/**/*.test.ts'],
  contract: ['test/contract/**/*.test.ts', 'test/ipc/**/*.test.ts'],
  integration: ['test/integration/**/*.test.ts', 'test/hms/**/*.test.ts'],
  hostile: ['test/hostile/**/*.test.ts'],
  architecture: ['test/architecture.test.ts'],
}

// Faults of V8 in Node 24 that end a process where threads come and go. `Check failed: jit_page.has_value()` is its register of
// code, which loses pages on processors with protection keys, and where the way from WebAssembly into JavaScript (fetch's parser
// has some) is compiled anew after a thousand calls: so it never is. And a collector finds frames of its first compiler wrong
// (nodejs/node issues 64500, 62393).
const execArgv = ['--no-memory-protection-keys', '--wasm-wrapper-tiering-budget=1000000000', '--no-sparkplug']

export default defineConfig({
  test: {
    projects: Object.entries(projects).map(([name, include]) => ({
      test: { name, include: [...include], environment: 'node', testTimeout: 60_000, execArgv },
    })),
    passWithNoTests: true,
    allowOnly: !process.env['CI'],
  },
})
