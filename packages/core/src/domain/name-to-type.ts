import type { Service } from './configuration.ts';

/** What names a service in a line to type: its key of the configuration, else its full resource id. */
export function nameToType({
  configured,
  label,
  resourceId,
}: Pick<Service, 'configured' | 'label' | 'resourceId'>): string {
  return configured ? label : resourceId;
}
