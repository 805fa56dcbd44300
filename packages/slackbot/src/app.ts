// What tests may import of the Slack bot.

export { brokenLimits, type SlackMessage } from './blocks/check-limits.ts';
export { escapeText } from './blocks/escape.ts';
export { messagesOfReport } from './blocks/messages-of-report.ts';
export { redact } from './blocks/redact.ts';
export { createSlackApp, type SlackApp, type SlackAppParts } from './create-slack-app.ts';
export { features } from './features/index.ts';
export { denialOf } from './guards/admission.ts';
export { roleOfCommand } from './guards/command-role.ts';
export { dedupeKey } from './guards/dedupe-key.ts';
export { createRoles } from './guards/roles.ts';
export { createSeen } from './guards/seen.ts';
export { manifestOf } from './manifest.ts';
export { createFreshness } from './transport/freshness.ts';
export { createHttpReceiver } from './transport/http-receiver.ts';
export { createSocketReceiver } from './transport/socket-receiver.ts';
export { createSocketSlot, type Socket } from './transport/socket-slot.ts';
export { startTransport } from './transport/start-transport.ts';
