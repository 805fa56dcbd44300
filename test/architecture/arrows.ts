import type { ImportEdge } from './imports.ts';

/** A broken arrow, with what to do instead. */
export type Violation = { edge: ImportEdge; advice: string };

/** Rooms of core and which other rooms each may import (architecture.md, "Rooms"). */
const coreRooms: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  arm: ['domain', 'ports'],
  ports: ['domain'],
  azure: ['ports', 'arm', 'domain', 'system'],
  store: ['ports', 'arm', 'domain', 'system'],
  system: ['ports', 'domain'],
  checks: ['ports', 'arm', 'domain'],
  workflows: ['ports', 'arm', 'domain', 'checks'],
  config: ['ports', 'arm', 'domain'],
  notifiers: ['ports', 'arm', 'domain'],
  commands: ['workflows', 'config', 'checks', 'ports', 'arm', 'domain', 'lifeboat.ts'],
  // The fake ports carry the real leases: what they saw of others lives as long as the ports.
  testing: ['workflows', 'store', 'ports', 'arm', 'domain'],
  'lifeboat.ts': ['commands', 'workflows', 'config', 'checks', 'ports', 'arm', 'domain'],
};

/** Files beside the rooms that wire them together. */
const entries = new Set([
  'node.ts',
  'index.ts',
  'live.ts',
  'follow.ts',
  'recover.ts',
  'watch.ts',
  'testing.ts',
  'keep-failure.ts',
]);

/** Packages no part of core may know: the doors' own. */
const doorPackages = /^(ink|react|@slack\/)/;
/** Pure rooms: nothing that reads the outside. */
const pureRooms = new Set(['domain', 'arm', 'ports']);
const impureModules =
  /^node:(fs|net|http|https|tls|dns|child_process|os|process|timers|worker_threads|sqlite)/;

/** The arrows an import breaks; empty when it breaks none. */
export function violations(edge: ImportEdge): Violation[] {
  const found = [...packageArrows(edge), ...roomArrows(edge), ...pureArrows(edge)];
  return found.map((advice) => ({ edge, advice }));
}

function packageOf(path: string): string {
  return path.startsWith('packages/') ? (path.split('/')[1] ?? '') : (path.split('/')[0] ?? '');
}

function packageArrows({ from, to, specifier }: ImportEdge): string[] {
  const own = packageOf(from);
  if (to !== null) {
    const other = packageOf(to);
    return other === own
      ? []
      : [`${own} reaches into ${other} by path: import the package by its name`];
  }
  if (own === 'sandbox' && specifier.startsWith('@lifeboat/'))
    return ['the sandbox shares no code with what it proves'];
  if (own === 'core' && doorPackages.test(specifier))
    return ['core knows no door: move this to the door'];
  if (own === 'core' && specifier.startsWith('@lifeboat/'))
    return ['core is the centre and imports no package of ours'];
  if (/^@lifeboat\/test/.test(specifier)) return ['nothing imports the tests'];
  if (own === 'tui' && /^@lifeboat\/(?!core)/.test(specifier)) return ['a door imports core only'];
  if (own === 'slackbot' && /^@lifeboat\/(?!core)/.test(specifier))
    return ['a door imports core only'];
  return [];
}

function roomOf(path: string): string | null {
  return path.startsWith('packages/core/src/') ? (path.split('/')[3] ?? null) : null;
}

function roomArrows({ from, to }: ImportEdge): string[] {
  const room = roomOf(from);
  const other = to === null ? null : roomOf(to);
  if (room === null || other === null || room === other) return [];
  // The entries are wired by hand and may know every room.
  if (entries.has(room)) return [];
  const allowed = coreRooms[room];
  if (allowed === undefined)
    return [`${room} is no room of the house: name it in arrows.ts and architecture.md`];
  return allowed.includes(other)
    ? []
    : [`${room} may not import ${other}; it may import ${allowed.join(', ') || 'nothing'}`];
}

function pureArrows({ from, specifier }: ImportEdge): string[] {
  const room = roomOf(from);
  if (room === null || !pureRooms.has(room) || !impureModules.test(specifier)) return [];
  return [`${room} is pure: take what ${specifier} gives as an argument, through a port`];
}
