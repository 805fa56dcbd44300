import { type FleetRow, holdOfAll } from '@lifeboat/core/live';

/** A line that waits in the palette, with the cursor before the character at `at`. */
export type Begun = { text: string; at: number };

/** A restore of a backup into a service that is still to be typed. */
export function restoreIntoLine(backup: string): Begun {
  const start = 'restore ';
  return { text: `${start} --from ${backup}`, at: start.length };
}

/** A note on a backup, to be written. */
export function noteLine(backup: string): Begun {
  return atEnd(`note ${backup} `);
}

/** A hold of a service with its reason to be typed; its end where it is held already. */
export function holdLine({ service, hold }: Pick<FleetRow, 'service' | 'hold'>): Begun {
  if (hold !== null && hold.id !== holdOfAll) return atEnd(`release ${service.label}`);
  const text = `hold ${service.label} --for 4h --reason ""`;
  return { text, at: text.length - 1 };
}

/** A snooze of a service's warnings; its end where they are snoozed already. */
export function snoozeLine(label: string, isSnoozed: boolean): Begun {
  return atEnd(isSnoozed ? `snooze ${label} --end` : `snooze ${label} 1d`);
}

function atEnd(text: string): Begun {
  return { text, at: text.length };
}
