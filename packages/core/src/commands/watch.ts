import type { CommandDefinition } from './definition.ts';

/** `apim watch` */
export const watchCommand: CommandDefinition = {
  path: ['watch'],
  summary: 'Keep watch: make due backups, follow what runs, warn',
  description:
    'Runs until it is stopped: makes the backups that `schedule:` asks for, follows every open operation, reads the fleet now and then, and keeps the warnings up to date. It says each thing it does on one line. Any number of watches on one machine share the work: each due backup is made once. What was missed while nothing watched is caught up once, with the newest due time.\n\nStop it with ctrl-c or SIGTERM: it starts nothing more and leaves what runs in Azure to the next watch. With `--once` it does one round and ends, for cron. With `--read-only` it follows and warns, and starts nothing.',
  arguments: [],
  flags: [
    {
      name: 'once',
      summary: 'One round: look at what runs, start what is due, and end',
      value: null,
    },
    {
      name: 'metrics-file',
      summary: 'Write the metrics there twice a minute, for the textfile collector',
      value: { kind: 'text', placeholder: 'FILE.prom' },
    },
  ],
  examples: [
    { line: 'apim watch', does: 'keeps watch until it is stopped' },
    { line: 'apim watch --once', does: 'does one round, such as every five minutes from cron' },
    { line: 'apim watch --read-only', does: 'follows and warns, and starts no backup' },
  ],
  danger: 'locks',
  doors: ['cli'],
  async run(context, input) {
    const { runWatch } = await import('./run/keep-watch.ts');
    return runWatch(context, input);
  },
};
