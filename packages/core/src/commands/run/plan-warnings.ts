import { capital } from '../../domain/capital.ts';
import type { Check } from '../../domain/check.ts';
import { blockingCheck, type Plan } from '../../domain/plan.ts';
import type { DoorSide } from '../definition.ts';

/** What is so every day, and no matter of this one backup: `--plan` and `doctor` show it. */
const standing: ReadonlySet<string> = new Set(['lifecycle', 'immutability']);

/**
 * Says what a person should know of plans that go ahead and are not shown: their checks that warn.
 * What is about this machine, and not about a service, is said once for all of them.
 */
export function sayWarnings(door: Pick<DoorSide, 'say'>, plans: readonly Plan[]): void {
  const warned = plans
    .filter((plan) => blockingCheck(plan) === null)
    .flatMap(({ service, checks }) =>
      checks
        .filter(({ name, verdict }) => verdict === 'warn' && !standing.has(name))
        .map((check) => ({ service, check })),
    );
  const clock = warned.find(({ check }) => check.name === 'clock');
  const about = warned.filter(({ check }) => check.name !== 'clock');
  const texts = [
    ...(clock === undefined ? [] : [capital(words(clock.check))]),
    ...about.map(({ service, check }) => `${service}: ${words(check)}`),
  ];
  for (const text of texts) door.say({ kind: 'sentence', tone: 'warn', text });
}

function words({ measured, remedy }: Check): string {
  return `${measured}. ${remedy ?? ''}`.trim();
}
