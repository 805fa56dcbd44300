import { serviceNamePattern } from '../schema/atoms.ts';
import { entries, type Finding, type Loose } from './finding.ts';

/** A key that stands for the Azure name, but could not be one. */
export function wrongAzureNames(file: Loose): Finding[] {
  return entries(file.services).flatMap(([key, service]): Finding[] => {
    if (service.name !== undefined || serviceNamePattern.test(key)) return [];
    const message = 'is no name of an API Management service; give its name in Azure with name';
    return [{ path: ['services', key], of: 'key', message }];
  });
}
