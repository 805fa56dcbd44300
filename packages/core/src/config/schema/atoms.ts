import { Cron } from 'croner';
import * as z from 'zod/mini';
import { type DurationBounds, readDuration } from '../../domain/duration.ts';

/** A text that fits a pattern; `error` is the clause shown when it does not. */
export function textLike(pattern: RegExp, error: string, description?: string) {
  const text = z.string().check(z.regex(pattern, { error }));
  return description === undefined ? text : text.check(z.meta({ description }));
}

/**
 * What `docs/configuration.md` and editors say of a key: a clause, and what holds when it is left
 * out, where that is not nothing.
 */
export function says(description: string, byDefault?: string | number | boolean | string[]) {
  return z.meta({ description, ...(byDefault === undefined ? {} : { default: byDefault }) });
}

/** Text of at least one character. */
export const someText = textLike(/\S/, 'must not be empty');

const guidError = 'must be a GUID, such as 11111111-2222-3333-4444-555555555555';

/** A GUID, upper or lower case. Source: RFC 9562, section 4. */
export const guid = z
  .string({ error: guidError })
  .check(z.regex(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, { error: guidError }));

/** A tenant: its GUID, one of its domains, or a name such as `organizations`. Source: Microsoft Entra, "OpenID Connect on the Microsoft identity platform", read 2026-11-23. */
export const tenant = textLike(
  /^[A-Za-z0-9][A-Za-z0-9.-]*$/,
  "must be a tenant's GUID or domain, such as contoso.onmicrosoft.com",
);

/** 3 to 24 lower-case letters and digits. Source: Azure, "Storage account overview", naming, read 2026-11-23. */
export const accountName = textLike(
  /^[a-z0-9]{3,24}$/,
  'must be the name of a storage account: 3 to 24 lower-case letters and digits, no address',
);

/**
 * 3 to 63 lower-case letters, digits and single dashes, or one of the two special containers.
 * Source: Azure Storage, "Naming and referencing containers, blobs, and metadata", read 2026-11-23.
 */
export const containerName = textLike(
  /^(?:\$root|\$web|(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/,
  'must be the name of a container: 3 to 63 lower-case letters, digits and single dashes',
);

/** 1 to 50 letters, digits and dashes, a letter first. Source: Microsoft.ApiManagement 2024-05-01, serviceName (facts/azure.md 1). */
export const serviceNamePattern = /^(?=.{1,50}$)[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;

/** The Azure name of a service. */
export const serviceName = textLike(
  serviceNamePattern,
  'must be the name of an API Management service: 1 to 50 letters, digits and dashes, a letter first',
);

/**
 * 1 to 90 letters, digits, `_`, `-`, `.`, brackets, no dot at the end.
 * Source: Azure, "Naming rules and restrictions for Azure resources", resourcegroups, read 2026-11-23.
 */
export const resourceGroup = textLike(
  /^(?=.{1,90}$)[\p{L}\p{Nd}_().-]*[\p{L}\p{Nd}_()-]$/u,
  'must be the name of a resource group: up to 90 letters, digits, _ - . ( ), no dot at the end',
);

/** What people call things in a configuration. No `@`, `:`, `/`: `SERVICE@TIME` and ids must stay apart. */
export const label = textLike(
  // A letter first also keeps the order of the file: objects sort keys that look like numbers.
  /^[A-Za-z][A-Za-z0-9._-]*$/,
  'must be a name of letters, digits, dots, dashes and underscores, a letter first',
);

const environmentName = '[A-Za-z_][A-Za-z0-9_]*';

/** How a configuration names an environment variable, for messages. */
export const variableForm = `\${NAME}`;

/** A secret by the name of the environment variable that holds it: a literal one is refused. */
export const secretVariable = textLike(
  new RegExp(`^\\$\\{${environmentName}\\}$`),
  `must not be written here: put it in the environment and write ${variableForm}`,
  `A secret, by the name of the environment variable that holds it: ${variableForm}`,
);

/** Where an access key comes from: `from-azure`, or an environment variable. */
export const accessKeySource = textLike(
  new RegExp(`^(?:from-azure|\\$\\{${environmentName}\\})$`),
  `must be from-azure or ${variableForm}, an environment variable that holds the key; the key itself is refused`,
);

/** An https address. Tokens and secrets go nowhere without TLS. */
export const secureAddress = address(
  /^https:\/\//i,
  'must be an address that begins with https://',
);

/** An http or https address. */
export const webAddress = address(/^https?:\/\//i, 'must be an address that begins with https://');

/** A duration, such as `24h`; see readDuration. */
export function duration(description: string, bounds?: DurationBounds) {
  return z.string({ error: 'must be a duration with a unit, such as 24h' }).check(
    z.check<string>(({ value, issues }) => {
      const read = readDuration(value, bounds);
      if (!read.ok) issues.push(custom(value, `${read.problem} (character ${read.at + 1})`));
    }),
    z.meta({ description, pattern: '^(?:\\d+(?:ms|[wdhms]))+$', examples: ['24h', '7d'] }),
  );
}

const cronForm = 'must have five cron fields (minute hour day month weekday), such as "0 2 * * *"';

/** A cron expression of five fields, in UTC, that fires at least once. */
export const cron = z.string({ error: cronForm }).check(
  z.check<string>(({ value, issues }) => {
    const problem = cronProblem(value);
    if (problem !== null) issues.push(custom(value, problem));
  }),
  z.meta({ description: 'When to back up: five cron fields, in UTC', examples: ['0 2 * * *'] }),
);

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number, description: string) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z
    .int({ error })
    .check(z.gte(least, { error }), z.lte(most, { error }), z.meta({ description }));
}

// A fixed day, so that the same file is right or wrong on every day.
const anyDay = new Date('2026-01-01T00:00:00Z');

function cronProblem(text: string): string | null {
  if (text.trim().split(/\s+/).length !== 5) return cronForm;
  try {
    const next = new Cron(text, { paused: true, utcOffset: 0, mode: '5-part' }).nextRun(anyDay);
    return next === null ? 'is a cron expression that never fires' : null;
  } catch {
    // croner names the field in words that may change; the form says more than they do.
    return 'is not a cron expression; write it like "0 2 * * *": minute hour day month weekday';
  }
}

function address(pattern: RegExp, error: string) {
  return z.string({ error }).check(
    z.check<string>(({ value, issues }) => {
      if (!pattern.test(value) || !URL.canParse(value)) issues.push(custom(value, error));
      else if (new URL(value).username !== '') {
        issues.push(custom(value, 'must not carry a user name or password'));
      }
    }),
    z.meta({ pattern: pattern.source.replaceAll('\\/', '/') }),
  );
}

function custom(input: string, message: string) {
  return { code: 'custom', input, message } as const;
}
