import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandName } from '../../packages/core/src/commands/find-command.ts';
import { exitMeanings } from '../../packages/core/src/commands/help.ts';
import { commands } from '../../packages/core/src/commands/index.ts';
import { signInMethods } from '../../packages/core/src/config/schema/sign-in.ts';
import { storageAccess } from '../../packages/core/src/config/schema/storage.ts';
import {
  cloudByName,
  cloudNames,
  defaultApiVersion,
} from '../../packages/core/src/domain/clouds.ts';
import { exitByCode } from '../../packages/core/src/domain/error.ts';
import { canMove, type OperationStatus } from '../../packages/core/src/domain/operation.ts';
import { verdictsWorstFirst } from '../../packages/core/src/domain/verdict.ts';
import { plain, readDocument, root, tablesUnder, tableUnder } from './documents.ts';

const guide = readDocument('docs/guide.md');
const azure = readDocument('docs/azure.md');
const house = readDocument('ARCHITECTURE.md');

describe('the tables of the guide', () => {
  it('have every exit as `apim help` words it', () => {
    const rows = tableUnder(guide, 'Exit codes');

    expect(rows.map(([exit, meaning]) => ({ exit: Number(exit), meaning }))).toEqual(exitMeanings);
  });

  it('have every error code with its exit', () => {
    const rows = tablesUnder(guide, 'Exit codes')[1] ?? [];
    const told = Object.fromEntries(rows.map(([code, exit]) => [plain(code), Number(exit)]));

    expect(told).toEqual(exitByCode);
    expect(rows).toHaveLength(Object.keys(exitByCode).length);
  });

  it('have every verdict', () => {
    const told = tableUnder(guide, 'Verdicts').map(([verdict]) => plain(verdict));

    expect(told.toSorted()).toEqual([...verdictsWorstFirst].sort());
  });

  it('have every check', () => {
    const folder = join(root, 'packages/core/src/checks');
    const named = readdirSync(folder).map(
      (file) => /\bname: '([a-z-]+)'/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? file,
    );
    const told = tableUnder(guide, 'Checks').map(([check]) => plain(check));

    expect(told.toSorted()).toEqual(named.sort());
  });
});

describe('the tables about Azure', () => {
  it('have every way to sign in', () => {
    const told = tableUnder(azure, 'Sign in').map(([method]) => plain(method));

    expect(told).toEqual([...signInMethods]);
  });

  it('have every storage access', () => {
    const told = tableUnder(azure, 'The three accesses').map(([access]) => plain(access));

    expect(told).toEqual(storageAccess.options);
  });

  it('have every cloud with its addresses', () => {
    const told = tableUnder(azure, 'Clouds').map((row) => row.map(plain));

    expect(told).toEqual(
      cloudNames.map((name) => {
        const cloud = cloudByName(name);
        return [name, cloud?.authorityHost, cloud?.resourceManager, cloud?.blobEndpoint];
      }),
    );
  });

  it('have every API version the code asks for', () => {
    const told = tableUnder(azure, 'API versions').map(([, version]) => version ?? '');
    const folder = join(root, 'packages/core/src/azure');
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    const asked = texts.flatMap((text) =>
      [...text.matchAll(/(?:api-version=|apiVersion = ')(\d{4}-\d\d-\d\d)/g)].map(
        ([, version = '']) => version,
      ),
    );

    expect(asked.length).toBeGreaterThan(3);
    expect(told).toEqual(expect.arrayContaining([...asked, defaultApiVersion]));
  });
});

describe('the tables of the house', () => {
  it('have every move of an operation, and no other', () => {
    const rows = tableUnder(house, 'How an operation moves');
    const names = (cell: string | undefined): OperationStatus[] =>
      // Checked below: a word that is no status moves nowhere, and the sets would differ.
      [...(cell ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name]) => name as OperationStatus);
    const told = rows.flatMap(([from, to]) =>
      names(from).flatMap((one) => names(to).map((other) => `${one} → ${other}`)),
    );
    const all = [...new Set(rows.flatMap(([from]) => names(from)))];
    const real = all.flatMap((one) =>
      all.filter((other) => canMove(one, other)).map((other) => `${one} → ${other}`),
    );

    expect(all).toHaveLength(7);
    expect(told.toSorted()).toEqual(real.toSorted());
  });
});

describe('the shapes of --json', () => {
  it('are told for every command', () => {
    const rows = tableUnder(readDocument('docs/json.md'), 'What `data` holds');

    expect(rows.map(([command]) => plain(command)).toSorted()).toEqual(
      commands.map(commandName).sort(),
    );
  });
});
