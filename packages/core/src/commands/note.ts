import { isRestorable } from '../domain/backup.ts';
import { LifeboatError } from '../domain/error.ts';
import type { CommandDefinition } from './definition.ts';
import { backupDocument } from './json.ts';
import { writeTrail } from './write-trail.ts';

/** `apim note` */
export const noteCommand: CommandDefinition = {
  path: ['note'],
  summary: 'Write down what a backup is about',
  description:
    'Keeps a sentence with a backup in the catalogue, such as "before the gateway upgrade". A new note replaces the old one; `--clear` removes it. The blob is not touched.',
  arguments: [
    {
      name: 'backup',
      kind: 'backup',
      summary: 'The backup: an id, a name, a URL, latest:SERVICE or SERVICE@TIME',
      required: true,
      many: false,
    },
    { name: 'text', kind: 'text', summary: 'The note', required: false, many: true },
  ],
  flags: [{ name: 'clear', summary: 'Remove the note', value: null }],
  examples: [
    {
      line: 'apim note latest:contoso-prod before the gateway upgrade',
      does: 'notes why the newest backup matters',
    },
    { line: 'apim note latest:contoso-prod --clear', does: 'removes the note' },
  ],
  danger: 'local',
  doors: ['cli', 'tui', 'slack'],
  async run({ lifeboat, door }, input) {
    const { resolveBackup } = await import('../workflows/resolve-backup.ts');
    const { ports, configuration } = lifeboat;
    const text = input.many('text').join(' ').trim();
    if ((text === '') !== input.has('clear')) {
      throw new LifeboatError('usage', 'Give either a text or --clear.', {
        hint: 'For example `apim note latest:contoso-prod before the gateway upgrade`.',
      });
    }
    const now = ports.clock.now();
    const snapshot = await ports.store.read();
    const context = { configuration, snapshot, target: null, targetTier: null, now };
    const name = input.one('backup') ?? '';
    const { backup } = resolveBackup(context, name);
    if (backup === null) {
      throw new LifeboatError('backup-not-found', 'This backup is not in the catalogue.', {
        hint: '`apim reconcile` reads the storage and brings it in.',
      });
    }
    const note = input.has('clear') ? null : text;
    const noted = await ports.store.update((draft) => {
      const newest = draft.get('backup', backup.id);
      if (newest === null) return null;
      const changed = { ...newest, note };
      draft.put('backup', changed);
      return changed;
    });
    if (noted === null) {
      throw new LifeboatError('backup-not-found', 'The backup left the catalogue meanwhile.');
    }
    await writeTrail(
      { lifeboat, door },
      {
        event: 'note',
        subject: noted.id,
        what: note === null ? 'Removed the note.' : `Noted: ${note}`,
      },
    );
    const targetTier = snapshot.get('service', noted.service)?.tier ?? null;
    const kept = note === null ? 'The note is removed.' : `Noted with ${noted.name}.`;
    return {
      data: { backup: { ...backupDocument(noted, { targetTier, now }), note } },
      blocks: [
        { kind: 'sentence', text: kept, tone: 'good' },
        ...(isRestorable(noted, targetTier, now) === false
          ? [
              {
                kind: 'sentence' as const,
                text: 'It cannot be restored any more.',
                tone: 'warn' as const,
              },
            ]
          : []),
      ],
      error: null,
    };
  },
};
