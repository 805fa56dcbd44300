import type { KnownBlock } from '@slack/types';

/** The lines behind the buttons of the status card: only what reads. */
const lines = ['services', 'expiring', 'schedule', 'help'] as const;

const prefix = 'apim.card.';

/** Matches the buttons' action ids. */
export const cardAction: RegExp = /^apim\.card\.[a-z]+\.v1$/;

/** The buttons below the status card. */
export function cardButtons(): KnownBlock {
  return {
    type: 'actions',
    block_id: 'apim.card.v1',
    elements: lines.map((line) => ({
      type: 'button',
      action_id: `${prefix}${line}.v1`,
      text: { type: 'plain_text', text: `${line.slice(0, 1).toUpperCase()}${line.slice(1)}` },
    })),
  };
}

/** The line behind a button; null for one that is not ours. */
export function lineOfCardAction(id: string): string | null {
  return lines.find((line) => id === `${prefix}${line}.v1`) ?? null;
}
