import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real processes and real git: a file that never returns is a failure, not a wait for ever.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // One process runs many files: loading the program anew for each took longer than its tests. No test may leave
    // anything behind.
    isolate: false,
    // A broker that was given holds the topics of one file at a time.
    maxWorkers: (process.env['KAFKA_BROKERS'] ?? '') === '' ? 2 : 1,
    globalSetup: ['test/left-out/report.ts'],
    setupFiles: ['test/property-settings.ts'],
  },
});
