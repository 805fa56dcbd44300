/**
 * Measures several things in turn, round after round, so that a machine that grows busy or warm
 * troubles all of them alike. The warm-up rounds are run and thrown away.
 */
export async function interleaved<Name extends string, T>(
  measures: Readonly<Record<Name, () => Promise<T>>>,
  rounds: { warmUp: number; counted: number },
): Promise<Record<Name, T[]>> {
  // Object.keys widens to string; the keys are those of the record.
  const names = Object.keys(measures) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<Name, T[]>;
  for (let round = 0; round < rounds.warmUp + rounds.counted; round += 1) {
    for (const name of names) {
      const result = await measures[name]();
      if (round >= rounds.warmUp) results[name].push(result);
    }
  }
  return results;
}
