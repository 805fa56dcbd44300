import { formatServiceId, parseServiceId } from '../arm/resource-id.ts';
import { type Configuration, type Service, serviceId } from '../domain/configuration.ts';
import { LifeboatError } from '../domain/error.ts';
import { nearest, resolvePrefix } from '../domain/nearest.ts';

/**
 * The service a person named: a key of the configuration, an unambiguous beginning of one, or a
 * full ARM resource id. With `exact`, no abbreviation (the target of a restore).
 * Errors: `service-not-found` with the nearest name; `usage` for a malformed or ambiguous one.
 */
export function resolveService(
  configuration: Configuration,
  name: string,
  how: { exact: boolean },
): Service {
  if (name.startsWith('/')) return byResourceId(configuration, name);
  const labels = configuration.services.map((service) => service.label);
  const exact = configuration.services.find(
    (service) => service.label.toLowerCase() === name.toLowerCase(),
  );
  if (exact !== undefined) return exact;
  const found = resolvePrefix(name, labels);
  if (found.kind === 'several' && !how.exact) {
    throw new LifeboatError('usage', `"${name}" could be ${found.names.join(', ')}.`, {
      hint: 'Write more of the name.',
    });
  }
  const service =
    found.kind === 'one'
      ? configuration.services.find((one) => one.label === found.name)
      : undefined;
  if (service !== undefined && !how.exact) return service;
  // Of several, the nearest by its letters may be one that does not even begin so.
  const meant = found.kind === 'several' ? found.names : [service?.label ?? nearest(name, labels)];
  throw notFound(
    configuration,
    name,
    meant.filter((one) => one !== null),
    how.exact && found.kind !== 'none',
  );
}

function notFound(
  configuration: Configuration,
  name: string,
  meant: readonly string[],
  abbreviated: boolean,
): LifeboatError {
  if (configuration.path === null) {
    return new LifeboatError(
      'config-missing',
      `There is no configuration yet, so "${name}" means nothing to Lifeboat.`,
      {
        hint: 'Run `apim init`, or name the service by its full ARM resource id.',
      },
    );
  }
  const why = abbreviated
    ? 'The target of a restore is never abbreviated.'
    : `No service is called "${name}".`;
  const known = configuration.services.map((service) => service.label).join(', ');
  return new LifeboatError('service-not-found', why, {
    hint:
      meant.length === 0
        ? `Known services: ${known === '' ? 'none' : known}.`
        : `Did you mean ${meant.join(' or ')}?`,
  });
}

function byResourceId(configuration: Configuration, text: string): Service {
  const place = parseServiceId(text);
  if (!place.ok) {
    throw new LifeboatError(
      'usage',
      `This is not the resource id of an API Management service: ${place.words}, at character ${place.place + 1}.`,
      {
        hint: 'It looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.ApiManagement/service/NAME.',
      },
    );
  }
  const id = serviceId(configuration.cloud.name, formatServiceId(place));
  const configured = configuration.services.find((service) => service.id === id);
  if (configured !== undefined) return configured;
  return {
    label: place.name,
    id,
    cloud: configuration.cloud.name,
    subscription: place.subscription,
    resourceGroup: place.resourceGroup,
    azureName: place.name,
    resourceId: formatServiceId(place),
    environment: null,
    storage: null,
    signIn: 'default',
    everyMs: null,
    schedule: null,
    keepMs: null,
    standby: null,
    ping: null,
    configured: false,
  };
}
