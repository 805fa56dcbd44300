import { publicCloud } from '../domain/clouds.ts';
import type { Cloud, Configuration } from '../domain/configuration.ts';
import {
  defaultApprovals,
  defaultRemindBeforeMs,
  defaultSignIn,
  defaultWatch,
} from './build-configuration.ts';

/** The configuration where there is no file: one cloud, the Azure CLI's sign-in, nothing else. */
export function emptyConfiguration(cloud: Cloud = publicCloud): Configuration {
  return {
    path: null,
    cloud,
    readOnly: false,
    stateGroup: null,
    signIns: { default: defaultSignIn },
    storages: {},
    services: [],
    remindBeforeMs: [...defaultRemindBeforeMs],
    watch: defaultWatch,
    webhooks: [],
    people: [],
    approvals: defaultApprovals,
    slack: null,
    loadedAt: null,
  };
}
