import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Child processes, TLS and the pretend Azure take their time on a shared machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
