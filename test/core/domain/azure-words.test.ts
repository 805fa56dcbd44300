import { describe, expect, it } from 'vitest';
import { bareWords, saysAlready } from '../../../packages/core/src/domain/azure-words.ts';

const entra = {
  code: 'AADSTS7000222',
  message:
    'AADSTS7000222: The provided client secret keys are expired. Trace ID: 1 Correlation ID: 2 Timestamp: 3',
};

describe('the words of Azure', () => {
  it('are bare of the code and the ids that have fields of their own', () => {
    expect(bareWords(entra)).toBe('The provided client secret keys are expired.');
    expect(bareWords({ code: null, message: 'Identity not found' })).toBe('Identity not found');
    expect(bareWords({ code: 'A', message: 'AB: x' })).toBe('AB: x');
  });

  it.each([
    [
      'Refused (AADSTS7000222): The provided client secret\n  keys are expired. Nothing was sent.',
      true,
    ],
    ['Refused: The provided client secret keys are expired', true],
    ['Refused.', false],
  ])('are said already by %j: %s', (sentence, said) => {
    expect(saysAlready(sentence, entra)).toBe(said);
  });
});
