import type { FlagSpec } from './definition.ts';

/** `--reason`, of what is kept for the record. */
export const reasonFlag: FlagSpec = {
  name: 'reason',
  summary: 'Why, for the record',
  value: { kind: 'text', placeholder: 'TEXT' },
};

/** `--break-glass`, of what cannot wait for a second person. */
export const breakGlassFlag: FlagSpec = {
  name: 'break-glass',
  summary:
    'Go on without the second person that the rules want, heard by everybody; wants --reason',
  value: null,
};
