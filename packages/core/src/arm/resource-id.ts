/** Where an API Management service lives. */
export type ServicePlace = { subscription: string; resourceGroup: string; name: string };

/** A parsed id, or what is wrong with it and where: `place` counts characters from 0. */
export type ParsedServiceId =
  | ({ ok: true } & ServicePlace)
  | { ok: false; place: number; words: string };

/** Rule for one segment of an id, with what to say when it is broken. */
type Rule = { shape: RegExp; words: string };

const subscriptionRule: Rule = {
  shape: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  words: 'a subscription id is a GUID',
};
/** ARM "naming rules": 1 to 90 characters, letters, digits, `-_.()`, no `.` at the end. */
const resourceGroupRule: Rule = {
  shape: /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u,
  words:
    'a resource group name has 1 to 90 letters, digits, or any of _ ( ) . - and no . at its end',
};
/** Swagger 2024-05-01 (facts/azure.md 1, read 2026-11-23). */
const serviceNameRule: Rule = {
  shape: /^(?=.{1,50}$)[a-z](?:[a-z0-9-]*[a-z0-9])?$/i,
  words:
    'a service name has 1 to 50 letters, digits or hyphens, begins with a letter and does not end in a hyphen',
};

/** The segments of an id in order: a word that must be there, or a named value with its rule. */
const segments: readonly ({ word: string } | { value: keyof ServicePlace; rule: Rule })[] = [
  { word: 'subscriptions' },
  { value: 'subscription', rule: subscriptionRule },
  { word: 'resourceGroups' },
  { value: 'resourceGroup', rule: resourceGroupRule },
  { word: 'providers' },
  { word: 'Microsoft.ApiManagement' },
  { word: 'service' },
  { value: 'name', rule: serviceNameRule },
];

/** Whether a name may be that of an API Management service. */
export function isServiceName(name: string): boolean {
  return serviceNameRule.shape.test(name);
}

/**
 * Reads the resource id of an API Management service:
 * `/subscriptions/{id}/resourceGroups/{group}/providers/Microsoft.ApiManagement/service/{name}`.
 * Its words are compared without case; one slash at the end is allowed. Never throws.
 */
export function parseServiceId(text: string): ParsedServiceId {
  if (!text.startsWith('/')) return { ok: false, place: 0, words: 'a resource id begins with /' };
  const parts = text.slice(1).split('/');
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const found: ServicePlace = { subscription: '', resourceGroup: '', name: '' };
  let place = 1;
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) {
      const wanted = 'word' in segment ? `/${segment.word}` : `the ${spelled(segment.value)}`;
      return { ok: false, place: text.length, words: `${wanted} is missing` };
    }
    const wrong =
      'word' in segment ? wrongWord(segment.word, part) : wrongValue(segment.rule, part);
    if (wrong !== null) return { ok: false, place, words: wrong };
    if ('value' in segment) found[segment.value] = part;
    place += part.length + 1;
  }
  if (parts.length > segments.length) {
    return { ok: false, place: place - 1, words: 'the id goes on after the name of the service' };
  }
  return { ok: true, ...found };
}

function wrongWord(word: string, part: string): string | null {
  return part.toLowerCase() === word.toLowerCase() ? null : `expected "${word}", found "${part}"`;
}

function wrongValue(rule: Rule, part: string): string | null {
  return rule.shape.test(part) ? null : `${rule.words}, not "${part}"`;
}

function spelled(value: keyof ServicePlace): string {
  switch (value) {
    case 'subscription':
      return 'subscription id';
    case 'resourceGroup':
      return 'resource group name';
    case 'name':
      return 'service name';
  }
}

/** The resource id of a service, as Azure writes it. */
export function formatServiceId(place: ServicePlace): string {
  const { subscription, resourceGroup, name } = place;
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${name}`;
}

/** Whether two resource ids name one resource: ARM compares them without case. */
export function sameResource(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

/** Whether `id` is `parent` itself or lies under it: `…/service/a` is not under `…/service/ab`. */
export function isWithin(parent: string, id: string): boolean {
  return `${normalised(id)}/`.startsWith(`${normalised(parent)}/`);
}

function normalised(id: string): string {
  return id.toLowerCase().replace(/\/$/, '');
}
