import type { ApiManagement, Look, ServiceResource } from '../ports/azure.ts';
import { armPath, groupSegments, serviceSegments } from './addresses.ts';
import type { ArmClient } from './arm-client.ts';
import { serviceShape } from './service-shape.ts';
import { unseenGarbled } from './unseen.ts';

const needs = 'the right "Microsoft.ApiManagement/service/read"';

/** Reads services through ARM, with the api-version of the cloud. */
export function createServices(
  arm: ArmClient,
  apiVersion: string,
): Pick<ApiManagement, 'get' | 'list'> {
  return {
    async get(resourceId, signal): Promise<Look<ServiceResource>> {
      const service = serviceSegments(resourceId);
      if (!service.ok) return { seen: false, why: unseenGarbled(service.words) };
      const address = armPath(service.segments, apiVersion);
      return arm.read({ address, needs }, serviceShape, signal);
    },
    list({ subscription, resourceGroup }, signal) {
      const scope =
        resourceGroup === undefined
          ? ['subscriptions', subscription]
          : groupSegments(subscription, resourceGroup);
      const segments = [...scope, 'providers', 'Microsoft.ApiManagement', 'service'];
      return arm.readAll({ address: armPath(segments, apiVersion), needs }, serviceShape, signal);
    },
  };
}
