/** What a restore does not bring back as it was: gone for good, to be done by hand, or back with a catch. */
export type RestoreGap = {
  /** Kebab-case, stable. */
  name: string;
  effect: 'does-not-come-back' | 'by-hand' | 'comes-back-but';
  /** One sentence for the person who just restored. */
  sentence: string;
  /** True when the settings show that it concerns this service; false when they cannot tell. */
  certain: boolean;
};

/**
 * Everything a restore does not bring back, documented or seen in the field, that may concern a
 * service with these settings: the service resource as Azure gives it or as a backup's record keeps
 * it. Without settings everything is listed. Never empty; never throws on odd settings.
 * Source: how-to "disaster recovery", "what is not backed up", 2025-12-18; Microsoft FastTrack "A
 * guide to creating a copy of an API Management instance", 2023-11 (facts/azure.md 3.4).
 */
export function notRestored(settings: Record<string, unknown> | null): RestoreGap[] {
  return gaps.flatMap(({ name, effect, sentence, concerns }) => {
    const concerned = settings === null ? null : concerns(settings);
    if (concerned === false) return [];
    return [{ name, effect, sentence, certain: concerned === true }];
  });
}

type Gap = Omit<RestoreGap, 'certain'> & {
  /** Whether it concerns a service; null when its settings cannot tell. */
  concerns: (settings: Record<string, unknown>) => boolean | null;
};

const cannotTell = (): null => null;

const gaps: readonly Gap[] = [
  {
    name: 'analytics',
    effect: 'does-not-come-back',
    sentence: 'Usage and analytics data are not in a backup; what the target had counted is gone.',
    concerns: cannotTell,
  },
  {
    name: 'hostname-certificates',
    effect: 'by-hand',
    sentence:
      'Custom hostnames and their TLS certificates are not in a backup: the target keeps its own; add missing ones by hand.',
    concerns: hasCustomHostname,
  },
  {
    name: 'ca-certificates',
    effect: 'by-hand',
    sentence:
      'Custom CA certificates (root and intermediate) are not in a backup: upload them again.',
    concerns: (settings) => hasEntries(read(settings, 'properties', 'certificates')),
  },
  {
    name: 'virtual-network',
    effect: 'by-hand',
    sentence:
      'Virtual network settings are not in a backup: set the subnet and mode on the target.',
    concerns: (settings) => isSet(read(settings, 'properties', 'virtualNetworkType')),
  },
  {
    name: 'managed-identity',
    effect: 'by-hand',
    sentence: 'Managed identities are not in a backup: assign them to the target again.',
    concerns: hasIdentity,
  },
  {
    name: 'identity-roles',
    effect: 'comes-back-but',
    sentence:
      'Named values and certificates kept in a Key Vault come back, but stay broken until the identity of the target may read the vault.',
    concerns: hasIdentity,
  },
  {
    name: 'diagnostic-settings',
    effect: 'by-hand',
    sentence: 'Azure Monitor diagnostic settings are not in a backup: check them on the target.',
    concerns: cannotTell,
  },
  {
    name: 'protocols-and-ciphers',
    effect: 'by-hand',
    sentence: 'Protocol and cipher settings are not in a backup: compare them on the target.',
    concerns: (settings) => hasEntries(read(settings, 'properties', 'customProperties')),
  },
  {
    name: 'developer-portal',
    effect: 'by-hand',
    sentence:
      'Developer portal content is not in a backup: move its content and media separately, then publish the portal.',
    concerns: (settings) =>
      read(settings, 'properties', 'developerPortalStatus') === 'Disabled' ? false : null,
  },
  {
    name: 'extra-regions',
    effect: 'by-hand',
    sentence:
      'Additional regions, their units and zones are not in a backup: add them on the target.',
    concerns: (settings) => hasEntries(read(settings, 'properties', 'additionalLocations')),
  },
  {
    name: 'private-endpoints',
    effect: 'by-hand',
    sentence: 'Private endpoints are not in a backup: create and approve them for the target.',
    concerns: (settings) => hasEntries(read(settings, 'properties', 'privateEndpointConnections')),
  },
  {
    name: 'network-rules',
    effect: 'by-hand',
    sentence:
      'Firewalls, network security groups and DNS that name the addresses of the old service must be changed by hand.',
    concerns: cannotTell,
  },
  {
    name: 'subscription-keys',
    effect: 'comes-back-but',
    sentence:
      'Users, subscriptions and their keys come back as they were at the backup: keys renewed since then stop working, old ones work again.',
    concerns: cannotTell,
  },
  {
    name: 'self-hosted-gateways',
    effect: 'comes-back-but',
    sentence:
      'Self-hosted gateways come back, but must be deployed again with the configuration endpoint and a token of the target.',
    concerns: cannotTell,
  },
  {
    name: 'authorizations',
    effect: 'comes-back-but',
    sentence:
      'Authorizations of the credential manager come back, but must be renewed by signing in.',
    concerns: cannotTell,
  },
  {
    name: 'logger-targets',
    effect: 'comes-back-but',
    sentence:
      'Loggers come back, but the Application Insights and Event Hubs they point at must exist and let the target in.',
    concerns: cannotTell,
  },
  {
    name: 'tags',
    effect: 'by-hand',
    sentence: 'Resource tags are not in a backup: set them on the target.',
    concerns: (settings) => hasEntries(settings.tags),
  },
  {
    name: 'scale-rules',
    effect: 'by-hand',
    sentence: 'Units and autoscale rules are not in a backup: check them on the target.',
    concerns: cannotTell,
  },
  {
    name: 'locks-and-alerts',
    effect: 'by-hand',
    sentence:
      'Resource locks, role assignments and alerts are not in a backup: check them on the target.',
    concerns: cannotTell,
  },
  {
    name: 'workspaces',
    effect: 'does-not-come-back',
    sentence: 'Workspaces are not in a backup; Azure backs up no service that has them.',
    concerns: cannotTell,
  },
];

function hasCustomHostname(settings: Record<string, unknown>): boolean {
  const hostnames = read(settings, 'properties', 'hostnameConfigurations');
  if (!Array.isArray(hostnames)) return false;
  return hostnames.some((each) => isRecord(each) && each.certificateSource !== 'BuiltIn');
}

function hasIdentity(settings: Record<string, unknown>): boolean {
  return isSet(read(settings, 'identity', 'type'));
}

// Azure spells "nothing" as None, as an empty text, or by leaving it out.
function isSet(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.toLowerCase() !== 'none';
}

function hasEntries(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isRecord(value) && Object.keys(value).length > 0;
}

function read(settings: Record<string, unknown>, outer: string, inner: string): unknown {
  const value = settings[outer];
  return isRecord(value) ? value[inner] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
