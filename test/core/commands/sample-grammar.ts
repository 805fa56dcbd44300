import type { CommandDefinition } from '../../../packages/core/src/commands/definition.ts';

const nothing = async () => ({ data: {}, blocks: [], error: null });

/** A grammar with one of each thing a command may take. */
export const sampleGrammar: readonly CommandDefinition[] = [
  {
    path: ['backup'],
    summary: 'Back up',
    description: 'Backs up.',
    arguments: [{ name: 'service', kind: 'service', summary: 'Which', required: true, many: true }],
    flags: [
      { name: 'all', summary: 'All', value: null },
      { name: 'timeout', summary: 'Wait', value: { kind: 'duration', placeholder: 'DURATION' } },
      { name: 'limit', summary: 'Most', value: { kind: 'number', placeholder: 'COUNT' } },
      { name: 'reason', summary: 'Why', value: { kind: 'text', placeholder: 'TEXT' } },
      {
        name: 'access',
        summary: 'How',
        value: { kind: 'choice', placeholder: 'HOW', choices: ['system-identity', 'access-key'] },
      },
      {
        name: 'force',
        summary: 'Force',
        value: { kind: 'text', placeholder: 'CHECK' },
        many: true,
      },
      { name: 'storage', summary: 'Where', value: { kind: 'storage', placeholder: 'STORAGE' } },
    ],
    examples: [
      { line: 'apim backup a', does: 'backs a up' },
      { line: 'apim backup a b', does: 'backs two up' },
    ],
    danger: 'locks',
    doors: ['cli', 'slack'],
    run: nothing,
  },
  {
    path: ['show'],
    summary: 'Show',
    description: 'Shows.',
    arguments: [
      { name: 'backup', kind: 'backup', summary: 'The backup', required: true, many: false },
    ],
    flags: [],
    examples: [
      { line: 'apim show a', does: 'shows a' },
      { line: 'apim show b', does: 'shows b' },
    ],
    danger: 'reads',
    doors: ['cli'],
    run: nothing,
  },
  {
    path: ['schedule'],
    summary: 'Schedule',
    description: 'Schedules.',
    arguments: [],
    flags: [],
    examples: [],
    danger: 'reads',
    doors: ['cli'],
    run: nothing,
  },
  {
    path: ['schedule', 'pause'],
    summary: 'Pause',
    description: 'Pauses.',
    arguments: [
      { name: 'service', kind: 'service', summary: 'Which', required: true, many: false },
    ],
    flags: [],
    examples: [],
    danger: 'local',
    doors: ['cli'],
    run: nothing,
  },
  {
    path: ['notify', 'test'],
    summary: 'Test',
    description: 'Tests.',
    arguments: [],
    flags: [],
    examples: [],
    danger: 'local',
    doors: ['cli'],
    run: nothing,
  },
];
