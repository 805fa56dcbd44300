import { type Sandbox, type SandboxOptionsInput, startSandbox } from '@lifeboat/sandbox';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Arm, armOf } from './arm.ts';
import { newPerson, type Person } from './person.ts';
import { findSecrets, secretsOf } from './secrets.ts';

/** What a test file has in its pretend Azure. Only good inside tests and hooks. */
export type InSandbox = {
  sandbox(): Sandbox;
  arm(): Arm;
  /** A new person; leaves by itself at the end of the file. */
  person(environment?: NodeJS.ProcessEnv): Person;
};

/** Short enough for tests: a backup ends with the second poll. */
const quick = {
  backupSeconds: 1,
  restoreSeconds: 1,
  refusalSeconds: 0,
  retryAfterSeconds: 1,
  activityLogLagSeconds: 1,
} satisfies SandboxOptionsInput;

/**
 * A pretend Azure of this test file's own. At the end of the file, whatever its tests did, nothing
 * that its persons saw or keep may hold a secret (promise 6).
 */
export function inSandbox(options: SandboxOptionsInput = {}): InSandbox {
  const persons: Person[] = [];
  let open: Sandbox | null = null;
  const sandbox = (): Sandbox => {
    if (open === null) throw new Error('The sandbox is there inside tests and hooks only.');
    return open;
  };
  beforeAll(async () => {
    open = await startSandbox({ ...quick, ...options });
  });
  afterAll(async () => {
    try {
      const secrets = await secretsOf(sandbox());
      const texts = persons.flatMap((person) => person.leftBehind());
      expect(findSecrets(secrets, texts)).toEqual([]);
    } finally {
      await Promise.all(persons.map((person) => person.leave()));
      await sandbox().close();
    }
  });
  return {
    sandbox,
    arm: () => armOf(sandbox()),
    person(environment) {
      const person = newPerson(sandbox(), environment);
      persons.push(person);
      return person;
    },
  };
}
