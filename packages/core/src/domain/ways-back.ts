import type { Backup } from './backup.ts';
import type { Check } from './check.ts';
import type { Diagnosis } from './recovery.ts';
import type { RecoveryFacts } from './recovery-facts.ts';
import type { Typical } from './typical.ts';

/** A way to get a service back; in order of harm. */
export type WayKind =
  | 'wait'
  | 'undelete'
  | 'restore'
  | 'restore-standby'
  | 'restore-elsewhere'
  | 'recreate'
  | 'rebuild';

/** What it costs. */
export type Harm =
  | 'none'
  | 'overwrites-service'
  | 'overwrites-standby'
  | 'overwrites-other'
  | 'by-hand';

/** One way back. */
export type Way = {
  kind: WayKind;
  /** What it is, in a line. */
  title: string;
  /** The exact command line; null where there is none. */
  command: string | null;
  harm: Harm;
  /** What is lost, or why nothing is; a sentence. */
  costs: string;
  /** From past runs, the safety backup included; null without any. Milliseconds. */
  expected: Typical | null;
  checks: Check[];
  /** The backup it goes back to. */
  backup: string | null;
};

/** A restore that could be done, with what its plan found. */
export type RestoreOption = {
  into: 'service' | 'standby' | 'other';
  label: string;
  backup: Pick<Backup, 'id'>;
  /** When it was made, in words. */
  made: string;
  command: string;
  checks: Check[];
  expected: Typical | null;
  /** Whether the rules want a second person for it. */
  wantsSecond: boolean;
};

/** What the ways are made of, beside the facts. */
export type WayParts = {
  /** How to write the service in a command line. */
  name: string;
  options: readonly RestoreOption[];
  /** Null unless it is soft-deleted. */
  undelete: { checks: Check[]; wantsSecond: boolean } | null;
  /** How long what runs on it usually takes; null when nobody knows. */
  running: Typical | null;
};

/** Every way back, the least harm first. Never empty unless the service serves and has no backup. */
export function waysBack(facts: RecoveryFacts, diagnosis: Diagnosis, parts: WayParts): Way[] {
  const exists = facts.state.kind === 'there' || facts.state.kind === 'unseen';
  const into = (place: RestoreOption['into']): RestoreOption[] =>
    parts.options.filter((option) => option.into === place);
  const ways = [
    ...waiting(facts, diagnosis, parts),
    ...(parts.undelete === null ? [] : [undeleting(facts, parts.name, parts.undelete)]),
    ...(exists ? into('service').map((option) => restoring(option, 'restore')) : []),
    ...into('standby').map((option) => restoring(option, 'restore-standby')),
    ...into('other').map((option) => restoring(option, 'restore-elsewhere')),
  ];
  const isGone = facts.state.kind === 'gone' || facts.state.kind === 'missing';
  const [newest] = into('service');
  if (isGone && newest !== undefined) ways.push(recreating(facts.label, newest));
  const isEnough = ways.some((way) => isPossible(way) !== false) || diagnosis.kind === 'serving';
  return isEnough ? ways : [...ways, rebuilding(facts.label, parts.options.length > 0)];
}

/** False when a check is certain that Azure refuses it, null when one could not look. */
export function isPossible({ checks }: Pick<Way, 'checks'>): boolean | null {
  if (checks.some(({ verdict }) => verdict === 'fail')) return false;
  return checks.some(({ verdict }) => verdict === 'unknown') ? null : true;
}

/** Where to begin; null when nothing is wrong, or what helps is for a person to decide. */
export function beginWith(diagnosis: Diagnosis, ways: readonly Way[]): Way | null {
  const first = (...kinds: WayKind[]): Way | null =>
    kinds.flatMap((kind) =>
      ways.filter((way) => way.kind === kind && isPossible(way) !== false),
    )[0] ?? null;
  switch (diagnosis.kind) {
    case 'serving':
    case 'silent':
    case 'blind':
    case 'not-serving':
    case 'failed':
      // A restore destroys, and a gateway that answers badly may not need one: a person decides.
      return null;
    case 'working':
    case 'partly-serving':
      return first('wait');
    case 'region-down':
      // Waiting costs nothing, and brings nothing back while nobody serves.
      return first('restore-standby', 'restore-elsewhere', 'wait', 'rebuild');
    case 'deleted':
    case 'gone':
    case 'missing':
      return first(
        ...(['undelete', 'restore-standby', 'restore-elsewhere'] as const),
        ...(['recreate', 'rebuild'] as const),
      );
  }
}

function waiting({ open }: RecoveryFacts, { kind }: Diagnosis, { name, running }: WayParts): Way[] {
  const wait = (title: string, command: string, costs: string): Way[] => [
    {
      kind: 'wait',
      title,
      command,
      harm: 'none',
      costs,
      expected: running,
      checks: [],
      backup: null,
    },
  ];
  const again = `apim recover ${name}`;
  switch (kind) {
    case 'working':
      return open === null
        ? wait(
            'Wait until Azure is done with it',
            again,
            'Nothing is lost; Azure takes nothing else meanwhile.',
          )
        : wait(
            'Wait until it is done',
            `apim follow ${open.id}`,
            'Nothing is lost; Azure takes nothing else meanwhile.',
          );
    case 'partly-serving':
      return wait(
        'Wait: other regions serve',
        again,
        'Nothing is lost; clients reach the regions that serve.',
      );
    case 'region-down':
      return wait(
        'Wait for the region',
        again,
        'Nothing is lost, but nobody knows how long it takes, and nothing serves meanwhile.',
      );
    case 'blind':
      return wait(
        'Look again when it can be seen',
        again,
        'Nothing is lost: what runs in Azure goes on.',
      );
    default:
      return [];
  }
}

function undeleting(
  { label }: RecoveryFacts,
  name: string,
  { checks, wantsSecond }: NonNullable<WayParts['undelete']>,
): Way {
  return {
    kind: 'undelete',
    title: `Undelete ${label}`,
    command: `apim undelete ${name}`,
    harm: 'none',
    costs: `Nothing is lost: it comes back with all it held.${second(wantsSecond)}`,
    expected: null,
    checks,
    backup: null,
  };
}

function restoring(option: RestoreOption, kind: WayKind): Way {
  const { label, made, command, checks, expected, backup, wantsSecond } = option;
  const base = { kind, command, checks, expected, backup: backup.id };
  switch (option.into) {
    case 'service':
      return {
        ...base,
        title: `Put ${label} back to ${made}`,
        harm: 'overwrites-service',
        costs: `What was changed in ${label} since then is lost; a safety backup is made first.${second(wantsSecond)}`,
      };
    case 'standby':
      return {
        ...base,
        title: `Restore into the standby ${label}, from ${made}`,
        harm: 'overwrites-standby',
        costs: `All that ${label} holds is replaced; a safety backup is made first. Then point the host name to it.${second(wantsSecond)}`,
      };
    case 'other':
      return {
        ...base,
        title: `Restore into ${label}, which is of the same tier, from ${made}`,
        harm: 'overwrites-other',
        costs: `No standby is configured. All that ${label} holds would be replaced: the line shows the plan only.`,
      };
  }
}

/** Said beforehand: who is alone at 3 am had better wake somebody now. */
function second(wantsSecond: boolean): string {
  return wantsSecond ? ' A second person has to approve it.' : '';
}

function recreating(label: string, newest: RestoreOption): Way {
  return {
    kind: 'recreate',
    title: `Create ${label} again, of the same tier, and restore into it from ${newest.made}`,
    command: newest.command,
    harm: 'by-hand',
    costs: `Create it first (portal, Bicep, Terraform; up to an hour), give its identity Storage Blob Data Contributor on the storage, then run the line. Certificates, hostnames and networks are made by hand.${second(newest.wantsSecond)}`,
    expected: newest.expected,
    // The plan looked at a service that is not there: what it found of it says nothing of a new one.
    checks: newest.checks.filter(({ name }) => name === 'expired' || name === 'backup-present'),
    backup: newest.backup.id,
  };
}

function rebuilding(label: string, hasBackups: boolean): Way {
  return {
    kind: 'rebuild',
    title: `Rebuild ${label} from its code`,
    command: null,
    harm: 'by-hand',
    costs: `${hasBackups ? 'No backup of it can be restored now.' : 'No restorable backup of it is known here.'} What is left is its code: APIOps, Bicep, Terraform, or an export of its APIs. Subscriptions get new keys.`,
    expected: null,
    checks: [],
    backup: null,
  };
}
