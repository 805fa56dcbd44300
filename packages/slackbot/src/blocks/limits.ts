// Slack's limits (docs.slack.dev, Block Kit reference and @slack/types 3.2, read 2026-11-23; see the
// pages "Blocks", "Composition objects" and "chat.postMessage").

/** Blocks of one message (page "Blocks"). */
export const mostBlocks = 50;
/** Characters of a message's blocks together: Slack answers `msg_blocks_too_long` near 13,200 (bolt-js issue 2509). */
export const mostSerialised = 12_000;
/** Characters of the fallback: cut by Slack at 40,000, advised to stay below 4,000 ("chat.postMessage"). */
export const longestFallback = 3_900;
/** Characters of a text object (page "Text object"). */
export const longestText = 3_000;
/** Characters of a header (page "Header block"). */
export const longestHeader = 150;
/** Fields of a section, and characters of each (page "Section block"). */
export const mostFields = 10;
/** Characters of one field of a section (page "Section block"). */
export const longestField = 2_000;
/** Elements of a context block (page "Context block"). */
export const mostContext = 10;
/** Elements of an actions block (page "Actions block"). */
export const mostActions = 25;
/** Characters of a button's text (page "Button element"). */
export const longestButton = 75;
/** Characters of a button's value (page "Button element"). */
export const longestValue = 2_000;
/** Characters of block_id and action_id (page "Blocks"). */
export const longestId = 255;
