import { z } from 'zod';
import type { StorageTarget } from '../world/model.ts';
import { legacyVersion } from './api-version.ts';
import { providerError } from './errors.ts';

const text = z.string().min(1);

const body = z
  .object({
    storageAccount: z.string().regex(/^[a-zA-Z0-9]{3,24}$/),
    containerName: z
      .string()
      .regex(/^(\$root|[a-z0-9](?:-?[a-z0-9])+)$/)
      .min(3)
      .max(63),
    backupName: text.max(1024),
    accessType: z
      .enum(['AccessKey', 'SystemAssignedManagedIdentity', 'UserAssignedManagedIdentity'])
      .default('AccessKey'),
    accessKey: text.nullish(),
    clientId: text.nullish(),
  })
  .superRefine((value, context) => {
    const missing = (path: string): void =>
      context.addIssue({ code: 'custom', path: [path], message: 'is required' });
    if (value.accessType === 'AccessKey' && !value.accessKey) missing('accessKey');
    if (value.accessType === 'UserAssignedManagedIdentity' && !value.clientId) missing('clientId');
  });

/** The four fields of api-version 2014-02-14; later ones are not known to it and do nothing. */
const legacyFields = ['storageAccount', 'accessKey', 'containerName', 'backupName'];

/**
 * Reads the body of a backup or restore. The account is a bare name.
 * Errors: 400 InvalidParameters; the text is assumed.
 */
export function readStorageTarget(json: unknown, apiVersion: string): StorageTarget {
  const isLegacy = apiVersion === legacyVersion;
  const given =
    isLegacy && typeof json === 'object' && json !== null
      ? Object.fromEntries(Object.entries(json).filter(([name]) => legacyFields.includes(name)))
      : json;
  const parsed = body.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join('.') || 'parameters';
    throw providerError(
      400,
      'InvalidParameters',
      `Invalid parameters were specified: '${place}' ${issue?.message ?? 'is not valid'}.`,
    );
  }
  const { accessKey, clientId, ...rest } = parsed.data;
  return { ...rest, accessKey: accessKey ?? null, clientId: clientId ?? null };
}
