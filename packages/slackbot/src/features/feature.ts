import type { Lifeboat } from '@lifeboat/core';
import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Listen } from '../listener/listen.ts';

/** What a feature works with. */
export type FeatureParts = {
  lifeboat: Lifeboat;
  settings: NonNullable<Lifeboat['configuration']['slack']>;
  client: WebClient;
  /** Goes around every listener it registers. */
  listen: Listen;
};

/** One thing the bot can do: its listeners, and what the manifest has to ask for. */
export type Feature = {
  name: string;
  /** Scopes of the bot token. */
  scopes: readonly string[];
  /** Events it hears of. */
  events: readonly string[];
  commands: readonly { command: string; description: string; usage_hint: string }[];
  register(app: App, parts: FeatureParts): void;
};
