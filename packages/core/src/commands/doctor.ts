import type { Check } from '../domain/check.ts';
import { LifeboatError } from '../domain/error.ts';
import type { CommandDefinition } from './definition.ts';
import { checkDocument } from './json.ts';
import type { Block } from './report.ts';

/** `apim doctor` */
export const doctorCommand: CommandDefinition = {
  path: ['doctor'],
  summary: 'Whether everything a backup needs is there, check by check',
  description:
    'Really looks: at the configuration, every sign-in, every service and storage, the local disk, and this clock against the Date of Azure; with a service also at all that a backup of it needs, and at its standby. Each check says what was measured, what it had to be and what helps. Changes nothing.',
  arguments: [
    {
      name: 'service',
      kind: 'service',
      summary: 'Only this service, its storage and its sign-in',
      required: false,
      many: false,
    },
  ],
  flags: [],
  examples: [
    { line: 'apim doctor', does: 'checks everything' },
    { line: 'apim doctor contoso-prod', does: 'checks what this service needs' },
    { line: 'apim doctor --json', does: 'the same for a monitor; the exit code tells it too' },
  ],
  danger: 'reads',
  doors: ['cli', 'tui', 'slack'],
  lenient: true,
  async run({ lifeboat, door, signal }, input) {
    const { diagnose } = await import('../workflows/diagnose.ts');
    const { resolveService } = await import('../workflows/resolve-service.ts');
    const { ports, configuration, disk, places } = lifeboat;
    const problem = lifeboat.configurationProblem ?? null;
    const name = input.one('service');
    // Which service a name means, and how it is reached, only a configuration that holds can tell.
    const unknowable = name !== null && problem !== null;
    const services =
      name === null
        ? configuration.services
        : unknowable
          ? []
          : [resolveService(configuration, name, { exact: false })];
    const looked = await diagnose(
      { ports, configuration },
      {
        disk,
        stateFolder: places.stateFolder,
        problem,
        services,
        named: name === null ? null : (services[0] ?? null),
        signIns: name === null ? Object.keys(configuration.signIns) : [],
        ...(door.found === undefined ? {} : { found: door.found }),
        signal,
      },
    );
    const checks = unknowable ? [...looked, notLookedUp(name)] : looked;
    return {
      data: { checks: checks.map(checkDocument) },
      blocks: [{ kind: 'checks', checks }, ...allWell(checks)],
      error: firstFailure(checks),
    };
  },
};

function notLookedUp(name: string): Check {
  return {
    name: 'service-reachable',
    verdict: 'skip',
    measured: `${name}: not looked up while the configuration is wrong`,
    threshold: null,
    remedy: null,
    code: null,
  };
}

function allWell(checks: readonly Check[]): Block[] {
  if (checks.some((check) => check.verdict === 'fail')) return [];
  // What is skipped is no question here.
  const open = checks.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip').length;
  if (open === 0) return [{ kind: 'sentence', text: 'Everything is there.', tone: 'good' }];
  const text = `Nothing fails, but ${open} of ${checks.length} checks did not pass.`;
  return [{ kind: 'sentence', text, tone: 'warn' }];
}

/** The exit is the first failure's own: not signed in is 4, a wrong configuration 9. */
function firstFailure(checks: readonly Check[]): LifeboatError | null {
  const failed = checks.filter((check) => check.verdict === 'fail');
  const [first] = failed;
  if (first === undefined) return null;
  // What each of them found stands with it already.
  const names = [...new Set(failed.map(({ name }) => name))].join(', ');
  const message = `${failed.length} of ${checks.length} checks failed: ${names}.`;
  return new LifeboatError(
    first.code ?? 'check-failed',
    message,
    first.remedy === null ? {} : { hint: first.remedy },
  );
}
