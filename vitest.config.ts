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

export default defineConfig({
  test: {
    projects: Object.entries(projects).map(([name, include]) => ({
      test: { name, include: [...include], environment: 'node', testTimeout: 15_000 },
    })),
    passWithNoTests: true,
    allowOnly: !process.env['CI'],
  },
})
