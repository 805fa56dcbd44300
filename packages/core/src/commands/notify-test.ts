import type { CommandDefinition } from './definition.ts';

/** `apim notify test` */
export const notifyTestCommand: CommandDefinition = {
  path: ['notify', 'test'],
  summary: 'Send a test to everybody who is told of warnings',
  description:
    'Sends a notice with the event `test` to each webhook and dead-man URL of the configuration, in the same way as real ones are sent, once, and shows what became of it. A dead-man URL gets it at its `/log` address, which leaves its state alone.',
  arguments: [],
  flags: [
    {
      name: 'to',
      summary: 'Only this receiver; a part of its name is enough',
      value: { kind: 'text', placeholder: 'NAME' },
    },
  ],
  examples: [
    { line: 'apim notify test', does: 'tries every receiver' },
    { line: 'apim notify test --to ping:contoso-prod', does: 'tries one' },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run(context, input) {
    const { runNotifyTest } = await import('./run/notify-test.ts');
    return runNotifyTest(context, input);
  },
};
