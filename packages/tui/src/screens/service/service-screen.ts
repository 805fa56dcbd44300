import type { Screen } from '../screen.ts';
import { openService } from './open-service.ts';
import { ServiceScreen } from './ServiceScreen.tsx';
import { serviceKeys, serviceListKeys } from './service-keys.ts';

/** One service; it is about the service's id. */
export const serviceScreen: Screen = {
  name: 'service',
  title: 'Service',
  keys: [...serviceKeys, ...serviceListKeys],
  opens: [
    { command: 'backups', about: (input, session) => openService(input, session, ['all']) },
    { command: 'status', about: (input, session) => openService(input, session, ['check']) },
  ],
  Component: ServiceScreen,
};
