import { commandFeature } from './command/command-feature.ts';
import type { Feature } from './feature.ts';

/** Everything the bot can do. */
export const features: readonly Feature[] = [commandFeature];
