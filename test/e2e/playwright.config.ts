import { defineConfig } from 'playwright/test'

export default defineConfig({
  testDir: '.',
  // The packed app has to be packed first, so it has a run of its own.
  projects: [
    { name: 'app', testIgnore: 'packed.spec.ts' },
    { name: 'packed', testMatch: 'packed.spec.ts' },
  ],
  outputDir: '../../test-results/e2e',
  // Each worker is an Electron of its own; two are what a small machine carries.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
})
