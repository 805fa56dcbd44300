/** What Lifeboat is, for somebody who opens it for the first time. */
export const introduction: readonly string[] = [
  'Lifeboat backs up Azure API Management, follows each backup to its end, and remembers it.',
  'It warns before the last one expires: Azure restores no backup older than 30 days.',
  'When a service is lost, R shows every way back, with its command and how long it takes.',
];

/** Starts a pretend Azure with a past, in a checkout of Lifeboat. */
export const demoLine = 'npx -y pnpm@12 demo';

/** The begin of the line that rebuilds everything on a new machine. */
export const fromStorageBegun = 'init --from-storage ';

/** The begin of the line that brings one service back without any configuration. */
export const recoverBegun = 'recover ';
