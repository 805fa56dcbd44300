/** What a service's screen shows beside its card, in the order of tab. */
export const paneNames = ['backups', 'operations', 'gaps', 'changes'] as const;

/** One of {@link paneNames}. */
export type PaneName = (typeof paneNames)[number];

/** The pane that comes `steps` after another, round and round. */
export function paneAfter(pane: PaneName, steps: number): PaneName {
  const { length } = paneNames;
  const at = (paneNames.indexOf(pane) + steps + length) % length;
  return paneNames[at] ?? pane;
}

/** What stands over a pane; the count where there is one. */
export function paneTitle(pane: PaneName, count: number | null): string {
  const title = paneTitles[pane];
  return count === null ? title : `${title} ${count}`;
}

const paneTitles: Readonly<Record<PaneName, string>> = {
  backups: 'Backups',
  operations: 'Operations',
  gaps: 'Not in a backup',
  changes: 'Changed by others',
};
