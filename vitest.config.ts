import { defineConfig } from 'vitest/config';

const installed = '**/node_modules/**';

/** Whole programs, child processes and other people's clients: slower, and run by `pnpm test` only. */
const whole = [
  'test/e2e/**/*.test.ts',
  'test/conformance/**/*.test.ts',
  'test/promises/**/*.test.ts',
  'test/simulation/**/*.test.ts',
];

export default defineConfig({
  test: {
    // Child processes, TLS and the pretend Azure take their time on a shared machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Vitest leaves one processor free, which on two is half of them.
          maxWorkers: '100%',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [installed, ...whole],
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: whole,
          globalSetup: 'test/harness/apim-build.ts',
          // They mostly wait for their pretend Azure, so more of them than processors run at once.
          maxWorkers: 3,
          // Dozens of real processes at once: on a machine that is busy with other things one of
          // them may come too late. What is broken fails every time.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          retry: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
