import * as z from 'zod/mini';
import { isAccountName } from '../arm/storage-names.ts';
import { Secret } from '../domain/secret.ts';
import type { Look } from '../ports/azure.ts';
import type { StorageAccounts } from '../ports/storage-accounts.ts';
import { createAccountFacts } from './account-facts.ts';
import { accountShape } from './account-shape.ts';
import { accountSegments, armPath } from './addresses.ts';
import type { ArmClient } from './arm-client.ts';
import { unseenGarbled } from './unseen.ts';

/** Source: facts/azure.md 1.8 (read 2026-11-23). */
const apiVersion = '2023-05-01';
const right = (action: string) => `the right "Microsoft.Storage/storageAccounts/${action}"`;

const containerShape = z.looseObject({ name: z.string() });

const keysShape = z.looseObject({
  keys: z.array(z.looseObject({ value: z.string(), permissions: z.optional(z.string()) })),
});

/** Reads storage accounts through ARM. A key leaves it only as a {@link Secret}. */
export function createStorageAccounts(arm: ArmClient): StorageAccounts {
  return {
    ...createAccountFacts(arm),
    list(subscription, signal) {
      const segments = ['subscriptions', subscription, 'providers', 'Microsoft.Storage'];
      const address = armPath([...segments, 'storageAccounts'], apiVersion);
      return arm.readAll({ address, needs: right('read') }, accountShape, signal);
    },
    async get(place, signal) {
      if (!isAccountName(place.account)) return misnamed('storage account', place.account);
      const address = armPath(accountSegments(place), apiVersion);
      return arm.read({ address, needs: right('read') }, accountShape, signal);
    },
    async containers(place, signal) {
      if (!isAccountName(place.account)) return misnamed('storage account', place.account);
      const service = [...accountSegments(place), 'blobServices', 'default'];
      const address = armPath([...service, 'containers'], apiVersion);
      const needs = right('blobServices/containers/read');
      const look = await arm.readAll({ address, needs }, containerShape, signal);
      return look.seen ? { ...look, value: look.value.map(({ name }) => ({ name })) } : look;
    },
    async key(place, signal) {
      if (!isAccountName(place.account)) return misnamed('storage account', place.account);
      const address = armPath([...accountSegments(place), 'listKeys'], apiVersion);
      const needs = right('listKeys/action');
      const look = await arm.read({ address, needs, post: {} }, keysShape, signal);
      if (!look.seen) return look;
      const full = look.value.keys.find(
        ({ value, permissions }) =>
          value !== '' && (permissions ?? 'full').toLowerCase() === 'full',
      );
      if (full === undefined) {
        const words = `Azure lists no full-permission key of ${place.account}.`;
        return { seen: false, why: unseenGarbled(words) };
      }
      return { seen: true, value: new Secret(full.value), date: look.date };
    },
  };
}

function misnamed(what: string, name: string): Look<never> {
  return { seen: false, why: unseenGarbled(`"${name}" cannot be the name of a ${what}.`) };
}
