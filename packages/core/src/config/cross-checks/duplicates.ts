import type { PlacedValue } from '../place-values.ts';
import { entries, entry, type Finding, type Loose, list, text } from './finding.ts';

/** Names that differ in upper and lower case only: people could not tell them apart. */
export function sameNames(file: Loose): Finding[] {
  const found: Finding[] = [];
  for (const section of ['services', 'storage', 'auths']) {
    const seen = new Map<string, string>();
    for (const [name] of entries(file[section])) {
      const first = seen.get(name.toLowerCase());
      if (first === undefined) seen.set(name.toLowerCase(), name);
      else
        found.push({
          path: [section, name],
          of: 'key',
          message: `differs from ${first} in upper and lower case only`,
        });
    }
  }
  return found;
}

/** The same service of Azure under two keys: its records would be shown twice. */
export function sameServices(file: Loose, placed: PlacedValue): Finding[] {
  const seen = new Map<string, string>();
  return entries(file.services).flatMap(([key, service]): Finding[] => {
    const parts = [
      text(service.subscription),
      text(service.resourceGroup),
      text(service.name) ?? key,
    ];
    if (parts.includes(null)) return [];
    // ARM ids compare without regard to case (facts/azure.md 1).
    const id = parts.join('/').toLowerCase();
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, key);
      return [];
    }
    const { line } = placed.placeOf(['services', first], 'key');
    return [
      {
        path: ['services', key],
        of: 'key',
        message: `is the same service in Azure as ${first} (line ${line})`,
      },
    ];
  });
}

/** The same webhook twice: it could not be told which of the two was reached. */
export function sameWebhooks(file: Loose): Finding[] {
  const seen = new Map<string, number>();
  return list(entry(file.notify).webhooks).flatMap((webhook, index): Finding[] => {
    const url = text(entry(webhook).url);
    if (url === null) return [];
    const first = seen.get(url);
    if (first === undefined) {
      seen.set(url, index);
      return [];
    }
    return [
      {
        path: ['notify', 'webhooks', index, 'url'],
        message: `is the same address as that of webhook ${first + 1}: name all its events there`,
      },
    ];
  });
}

/** One human being under two names could approve what they asked for themselves. */
export function samePeople(file: Loose, placed: PlacedValue): Finding[] {
  const seen = new Map<string, string>();
  return entries(file.people).flatMap(([name, person]) =>
    (['azure', 'slack'] as const).flatMap((door): Finding[] => {
      const mark = text(person[door])?.toLowerCase() ?? null;
      if (mark === null) return [];
      const first = seen.get(`${door}|${mark}`);
      if (first === undefined) {
        seen.set(`${door}|${mark}`, name);
        return [];
      }
      const { line } = placed.placeOf(['people', first], 'key');
      return [{ path: ['people', name, door], message: `is that of ${first} (line ${line}) too` }];
    }),
  );
}
