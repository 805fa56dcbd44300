import * as z from 'zod/mini';
import { label, says, someText } from './atoms.ts';
import {
  approvalsShape,
  notifyShape,
  peopleShape,
  remindersShape,
  watchShape,
} from './automation.ts';
import { cloudShape } from './cloud.ts';
import { serviceShape } from './service.ts';
import { signInShape } from './sign-in.ts';
import { slackShape } from './slack.ts';
import { storageShape } from './storage.ts';

/** The whole configuration file. Keys of later features are checked now, so that a file written for them is right. */
export const fileShape = z.strictObject({
  cloud: z.optional(cloudShape),
  readOnly: z.optional(z.boolean().check(says('Refuse all that changes Azure', false))),
  state: z.optional(
    z.strictObject({
      group: z.optional(
        someText.check(z.meta({ description: 'Account group that shares the state folder' })),
      ),
    }),
  ),
  auth: z.optional(signInShape),
  auths: z.optional(z.record(label, signInShape)),
  storage: z.optional(z.record(label, storageShape)),
  services: z.optional(z.record(label, serviceShape)),
  watch: z.optional(watchShape),
  reminders: z.optional(remindersShape),
  notify: z.optional(notifyShape),
  people: z.optional(peopleShape),
  approvals: z.optional(approvalsShape),
  slack: z.optional(slackShape),
});

/** A configuration file that fits the schema. */
export type ConfigurationFileShape = z.infer<typeof fileShape>;
