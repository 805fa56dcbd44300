import { describe, expect, it } from 'vitest';
import { complete, wantedNames } from '../../../packages/core/src/commands/complete.ts';
import { sampleGrammar } from './sample-grammar.ts';

const names = {
  services: [
    { value: 'contoso-prod', summary: 'production' },
    { value: 'contoso-dev', summary: '' },
  ],
  backups: [{ value: 'b-1', summary: 'contoso-prod' }],
  operations: [],
  approvals: [],
  storages: [{ value: 'main', summary: 'stcontosodr/apim-backups' }],
};

function values(...words: string[]): string[] {
  return complete({ grammar: sampleGrammar, words, names }).map(({ value }) => value);
}

describe('completion', () => {
  it('gives command names once, also those of several words', () => {
    expect(values('')).toEqual(['backup', 'show', 'schedule', 'notify']);
    expect(values('s')).toEqual(['show', 'schedule']);
    expect(values('notify', '')).toEqual(['test']);
    expect(values('schedule', 'p')).toEqual(['pause']);
  });

  it('gives service names, without those already given', () => {
    expect(values('backup', 'cont')).toEqual(['contoso-prod', 'contoso-dev']);
    expect(values('backup', 'contoso-prod', '')).toEqual(['contoso-dev']);
  });

  it('gives backups by id and as the newest of a service', () => {
    expect(values('show', '')).toEqual(['latest:contoso-prod', 'latest:contoso-dev', 'b-1']);
    expect(values('show', 'latest:contoso-d')).toEqual(['latest:contoso-dev']);
  });

  it('gives nothing behind the last argument', () => {
    expect(values('show', 'b-1', '')).toEqual([]);
  });

  it('gives flags that were not given yet, and those that may repeat', () => {
    expect(values('backup', 'a', '--all', '--force', 'x', '--')).not.toContain('--all');
    expect(values('backup', 'a', '--all', '--force', 'x', '--f')).toEqual(['--force']);
  });

  it('gives the values of a flag, behind a space and behind an equals sign', () => {
    expect(values('backup', '--access', 's')).toEqual(['system-identity']);
    expect(values('backup', '--storage', '')).toEqual(['main']);
    expect(values('backup', '--access=a')).toEqual(['--access=access-key']);
    expect(values('backup', '--timeout', '')).toEqual([]);
  });

  it('takes a flag value for no argument', () => {
    expect(values('backup', '--reason', 'contoso-prod', 'contoso-p')).toEqual(['contoso-prod']);
  });

  it('finds the command behind global flags', () => {
    expect(values('--config', 'a.yaml', 'show', 'b')).toEqual(['b-1']);
  });

  it('gives only arguments behind --', () => {
    expect(values('backup', '--', '-')).toEqual([]);
    expect(values('backup', '--', 'contoso-p')).toEqual(['contoso-prod']);
  });

  it('wants names only where one may stand, and says of what', () => {
    expect(wantedNames(sampleGrammar, ['ba'])).toBeNull();
    expect(wantedNames(sampleGrammar, ['backup', '--access', ''])).toBeNull();
    expect(wantedNames(sampleGrammar, ['backup', '-'])).toBeNull();
    expect(wantedNames(sampleGrammar, ['backup', ''])).toBe('service');
    expect(wantedNames(sampleGrammar, ['backup', '--storage', ''])).toBe('storage');
    expect(wantedNames(sampleGrammar, ['show', ''])).toBe('backup');
  });

  it('gives the names of blobs where one is begun, and not each backup twice before', () => {
    const backups = [{ value: 'b-1', name: 'prod.apimbackup', summary: 'contoso-prod' }];
    const of = (typed: string) =>
      complete({ grammar: sampleGrammar, words: ['show', typed], names: { ...names, backups } });

    expect(of('p')).toEqual([{ value: 'prod.apimbackup', summary: 'b-1: contoso-prod' }]);
    expect(of('').map(({ value }) => value)).not.toContain('prod.apimbackup');
  });

  it('gives the newest 50 backups, and older ones to whoever types more of them', () => {
    const backups = Array.from({ length: 200 }, (_, at) => ({ value: `b${at}`, summary: '' }));
    const of = (typed: string) =>
      complete({
        grammar: sampleGrammar,
        words: ['show', typed],
        names: { ...names, services: [], backups },
      }).map(({ value }) => value);

    expect(of('')).toEqual(backups.slice(0, 50).map(({ value }) => value));
    expect(of('b19')).toEqual(['b19', ...Array.from({ length: 10 }, (_, at) => `b19${at}`)]);
  });
});
