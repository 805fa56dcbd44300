/**
 * How property tests run: 1,000 times, from a seed that is always printed, so that a failure seen
 * anywhere can be played again with `FAST_CHECK_SEED=… pnpm test`.
 */
export function propertyRuns(): { numRuns: number; seed: number } {
  const given = Number(process.env.FAST_CHECK_SEED);
  const seed = Number.isInteger(given) && given !== 0 ? given : Date.now() % 0x7fff_ffff;
  process.stdout.write(`fast-check seed: ${seed}\n`);
  return { numRuns: 1_000, seed };
}
