import { asking } from './asking.ts';
import type { MakeMethod } from './method.ts';
import { network } from './wire.ts';

/**
 * The identity of the machine itself: system-assigned, or the user-assigned one whose client id is given.
 * MSAL finds the endpoint (virtual machine, App Service and Functions, Container Apps, Arc, Service
 * Fabric, Cloud Shell) by variables of the process's own environment, once for the process's life.
 */
export const managedIdentity: MakeMethod = ({ signIn, localHttp }) => {
  const { clientId } = signIn;
  const remedy =
    clientId === null
      ? 'Switch the system-assigned identity of this machine on, or give the clientId of a user-assigned one.'
      : `Assign the managed identity with client id ${clientId} to this machine.`;
  return {
    async acquire({ scope, claims, signal }) {
      const { ManagedIdentityApplication } = await import('./msal.ts');
      const asked = { authority: 'The managed identity endpoint', remedy, signIn };
      return await asking({ http: localHttp, signal, asked }, () =>
        new ManagedIdentityApplication({
          ...(clientId === null
            ? {}
            : { managedIdentityIdParams: { userAssignedClientId: clientId } }),
          system: { networkClient: network },
        }).acquireToken({
          resource: scope,
          forceRefresh: true,
          ...(claims === null ? {} : { claims }),
        }),
      );
    },
    login: null,
    logout: null,
    remedy,
  };
};
