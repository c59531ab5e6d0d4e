import { defineConfig } from 'vitest/config'

/** Journeys through the simulator and a real browser: one after the other, as they share ports. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/build.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
})
