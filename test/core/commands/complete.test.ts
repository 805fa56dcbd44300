import { describe, expect, it } from 'vitest';
import { complete, needsNames } from '../../../packages/core/src/commands/complete.ts';
import { sampleGrammar } from './sample-grammar.ts';

const names = {
  services: [
    { value: 'contoso-prod', summary: 'production' },
    { value: 'contoso-dev', summary: '' },
  ],
  backups: [{ value: 'b-1', summary: 'contoso-prod' }],
  operations: [],
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

  it('wants names only where one may stand', () => {
    expect(needsNames(sampleGrammar, ['ba'])).toBe(false);
    expect(needsNames(sampleGrammar, ['backup', ''])).toBe(true);
    expect(needsNames(sampleGrammar, ['backup', '--access', ''])).toBe(false);
    expect(needsNames(sampleGrammar, ['backup', '--storage', ''])).toBe(true);
  });
});
