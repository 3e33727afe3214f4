import { defineConfig } from 'playwright/test'
import { ownDisplay, workers } from './workers.ts'

// Read in each worker's process, too, before it starts anything.
const display = ownDisplay(process.env)
if (display !== undefined) process.env['DISPLAY'] = display

export default defineConfig({
  testDir: '.',
  // The packed app has to be packed first, so it has a run of its own.
  projects: [
    { name: 'app', testIgnore: 'packed.spec.ts' },
    { name: 'packed', testMatch: 'packed.spec.ts' },
  ],
  outputDir: '../../test-results/e2e',
  workers,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  // Of a test, and of what is set up before it: the app, its sync and its downloads.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
})
