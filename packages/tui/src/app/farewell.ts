import { formatElapsed, type Operation } from '@lifeboat/core';

/** What stays in the terminal after the app was left: what goes on without it, and how to see it again. Empty when nothing does. */
export function farewell(open: readonly Operation[], now: number): string {
  const inAzure = open.filter(({ status }) => status !== 'planned');
  if (inAzure.length === 0) return '';
  const lines = inAzure.map(
    ({ kind, label, id, startedAt, plannedAt }) =>
      `  ${kind} of ${label}, ${formatElapsed(now - (startedAt ?? plannedAt))} so far:  apim follow ${id}`,
  );
  const many = inAzure.length === 1 ? 'This goes on in Azure' : 'These go on in Azure';
  return `${many}; whoever runs Lifeboat next follows it:\n${lines.join('\n')}\n`;
}
