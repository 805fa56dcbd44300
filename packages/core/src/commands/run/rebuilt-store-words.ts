import type { Recovery } from '../../ports/store.ts';

/** What became of a damaged store, in sentences: first from what it was rebuilt, then what was lost. */
export function rebuiltStoreWords({ from, setAside, lost }: Recovery): string[] {
  const sources = from.includes('nothing') ? ['nothing'] : from.map((source) => names[source]);
  const file =
    setAside === null ? 'The file was missing altogether.' : `The damaged file is ${setAside}.`;
  const rebuilt = `The store was damaged and rebuilt from ${sources.join(' and ')}. ${file}`;
  return [`${rebuilt} \`apim reconcile\` reads the storages again.`, ...lost];
}

const names: Readonly<Record<Recovery['from'][number], string>> = {
  'last-good-copy': 'its last good copy',
  audit: 'the audit trail',
  nothing: 'nothing',
};
