import { type FleetRow, holdOfAll, nameToType } from '@lifeboat/core/live';

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
  const name = nameToType(service);
  if (hold !== null && hold.id !== holdOfAll) return atEnd(`release ${name}`);
  const text = `hold ${name} --for 4h --reason ""`;
  return { text, at: text.length - 1 };
}

/** A snooze of a service's warnings; its end where they are snoozed already. */
export function snoozeLine(name: string, isSnoozed: boolean): Begun {
  return atEnd(isSnoozed ? `snooze ${name} --end` : `snooze ${name} 1d`);
}

function atEnd(text: string): Begun {
  return { text, at: text.length };
}
