import * as z from 'zod/mini';
import { cloudNames, defaultApiVersion, storageScope } from '../../domain/clouds.ts';
import { label, says, secureAddress, textLike } from './atoms.ts';

/** A cloud of one's own, or one of Microsoft's with a few things changed. */
export const cloudBlock = z.strictObject({
  name: label.check(
    z.meta({
      description:
        'Its own name, or public, usgov or china to change only caFile, apiVersion or instanceDiscovery',
    }),
  ),
  authorityHost: z.optional(secureAddress.check(says('Where one signs in'))),
  instanceDiscovery: z.optional(
    z.boolean().check(says('Whether sign-in asks the public cloud about the authority', false)),
  ),
  resourceManager: z.optional(secureAddress.check(says('Azure Resource Manager'))),
  resourceManagerScope: z.optional(
    textLike(/^\S+\/\.default$/, 'must be a scope that ends with /.default').check(
      says('Scope of its tokens; the resource manager with /.default unless given'),
    ),
  ),
  blobEndpoint: z.optional(
    textLike(
      /^https:\/\/\S*\{account\}\S*$/,
      'must be an https address with {account} where the name of the account belongs',
      'Address of storage, with {account} where the account belongs',
    ),
  ),
  storageScope: z.optional(
    textLike(/^\S+\/\.default$/, 'must be a scope that ends with /.default').check(
      says('Scope of storage tokens', storageScope),
    ),
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
    ).check(says('Of Microsoft.ApiManagement', defaultApiVersion)),
  ),
  portal: z.optional(secureAddress.check(says('The portal, for links'))),
});

/** `cloud:`, by name or as a block. */
export const cloudShape = z
  .union([z.enum(cloudNames), cloudBlock])
  .check(says("Which Azure: one of Microsoft's by name, or a block for one of your own", 'public'));
