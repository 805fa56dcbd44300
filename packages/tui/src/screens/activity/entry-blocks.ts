import type { Block } from '@lifeboat/core';
import { type AuditEntry, parseInstant, utcTimeAndRelative } from '@lifeboat/core/live';
import { eventTone } from './event-tone.ts';

/** An entry of the trail, whole. */
export function entryBlocks(entry: AuditEntry, now: number): Block[] {
  const { at, event, who, host, door, subject, operation, what, why } = entry;
  const instant = parseInstant(at);
  const none = { text: 'none was given', tone: 'quiet' } as const;
  return [
    { kind: 'heading', text: what },
    {
      kind: 'fields',
      rows: [
        { name: 'when', value: instant === null ? at : utcTimeAndRelative(instant, now) },
        { name: 'who', value: who },
        { name: 'where', value: `${host}, ${door}` },
        { name: 'event', value: { text: event, tone: eventTone(event) } },
        { name: 'about', value: subject ?? 'nothing in particular' },
        { name: 'why', value: why ?? none },
        ...(operation === null ? [] : [{ name: 'operation', value: operation }]),
        { name: 'exactly', value: at },
      ],
    },
  ];
}
