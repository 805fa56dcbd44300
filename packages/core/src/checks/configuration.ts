import type { Check } from '../domain/check.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { LifeboatError } from '../domain/error.ts';

/** Whether there is a configuration and it says nothing wrong; `problem` is what loading it threw. */
export function checkConfiguration(
  configuration: Configuration,
  problem: LifeboatError | null,
): Check {
  const base = { name: 'configuration', threshold: null };
  if (problem !== null) {
    const { message: measured, code, hint } = problem;
    return { ...base, verdict: 'fail', measured, remedy: hint, code };
  }
  if (configuration.path === null) {
    return {
      ...base,
      verdict: 'warn',
      measured: 'there is no configuration file yet',
      remedy: '`apim init` writes one.',
      code: null,
    };
  }
  const services = count(configuration.services.length, 'service');
  const storages = count(Object.keys(configuration.storages).length, 'storage');
  return {
    ...base,
    verdict: 'pass',
    measured: `${services} and ${storages} in ${configuration.path}`,
    remedy: null,
    code: null,
  };
}

function count(size: number, thing: string): string {
  return `${size} ${thing}${size === 1 ? '' : 's'}`;
}
