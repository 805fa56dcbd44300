import type { MiddlewareHandler } from 'hono';
import type { ArmDeps, ArmEnv } from './deps.ts';
import { spelledPath } from './deps.ts';
import { gatewayError } from './errors.ts';

/** The version of the original how-to, retired with all before 2021-08-01 on 2023-09-30. */
export const legacyVersion = '2014-02-14';

/** Versions of Microsoft.ApiManagement that are served (azure-rest-api-specs, read 2026-11-23). */
export const apimVersions = [
  '2021-08-01',
  '2021-12-01-preview',
  '2022-04-01-preview',
  '2022-08-01',
  '2022-09-01-preview',
  '2023-03-01-preview',
  '2023-05-01-preview',
  '2023-09-01-preview',
  '2024-05-01',
  '2024-06-01-preview',
  '2024-10-01-preview',
  '2025-03-01-preview',
  '2026-03-01-preview',
  '2026-09-01-preview',
] as const;

/**
 * Refuses a request without an api-version, with one that is no date, or with
 * one the API Management provider does not know. Other providers take any date.
 */
export function checkApiVersion(deps: ArmDeps): MiddlewareHandler<ArmEnv> {
  return async (c, next) => {
    const version = apiVersionOf(c.req.raw);
    if (version === '') {
      throw gatewayError(
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required for all requests.',
      );
    }
    // The last provider of a path is the one asked: rights and locks hang below other providers' resources.
    // The provider alone is a question to Azure Resource Manager itself, which has versions of its own.
    const [, provider = ''] =
      /^.*\/providers\/([^/]+)\/(?!register$)/i.exec(spelledPath(c.req.raw)) ?? [];
    const isApim = provider.toLowerCase() === 'microsoft.apimanagement';
    const supported = deps.options.acceptLegacyVersion
      ? [legacyVersion, ...apimVersions]
      : [...apimVersions];
    if (!/^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/i.test(version)) {
      throw gatewayError(
        400,
        'InvalidApiVersionParameter',
        `The api-version '${version}' is invalid. The supported versions are '${supported.join(',')}'.`,
      );
    }
    if (isApim && !supported.includes(version.toLowerCase())) {
      throw gatewayError(
        400,
        'NoRegisteredProviderFound',
        `No registered resource provider found for location 'westeurope' and API version '${version}' for type 'service'. The supported api-versions are '${supported.join(', ')}'. The supported locations are 'westeurope, northeurope, eastus'.`,
      );
    }
    await next();
  };
}

/** The api-version of a request, or '' when it has none. */
export function apiVersionOf(request: Request): string {
  const query = new URL(request.url).searchParams;
  for (const [name, value] of query) if (name.toLowerCase() === 'api-version') return value;
  return '';
}
