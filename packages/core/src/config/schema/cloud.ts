import * as z from 'zod/mini';
import { cloudNames } from '../../domain/clouds.ts';
import { label, secureAddress, textLike } from './atoms.ts';

/** A cloud of one's own, or one of Microsoft's with a few things changed. */
export const cloudBlock = z.strictObject({
  name: label.check(
    z.meta({
      description:
        'Its own name, or public, usgov or china to change only caFile, apiVersion or instanceDiscovery',
    }),
  ),
  authorityHost: z.optional(secureAddress),
  instanceDiscovery: z.optional(z.boolean()),
  resourceManager: z.optional(secureAddress),
  resourceManagerScope: z.optional(
    textLike(/^\S+\/\.default$/, 'must be a scope that ends with /.default'),
  ),
  blobEndpoint: z.optional(
    textLike(
      /^https:\/\/\S*\{account\}\S*$/,
      'must be an https address with {account} where the name of the account belongs',
    ),
  ),
  storageScope: z.optional(
    textLike(/^\S+\/\.default$/, 'must be a scope that ends with /.default'),
  ),
  caFile: z.optional(
    textLike(
      /\S/,
      'must not be empty',
      "PEM file of extra certificate authorities, from this file's folder",
    ),
  ),
  apiVersion: z.optional(
    textLike(
      /^\d{4}-\d{2}-\d{2}(?:-preview)?$/,
      'must be an api-version in quotes or not, such as 2024-05-01',
    ),
  ),
  portal: z.optional(secureAddress),
});

/** `cloud:`, by name or as a block. */
export const cloudShape = z.union([z.enum(cloudNames), cloudBlock]);
