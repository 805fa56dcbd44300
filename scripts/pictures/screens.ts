import type { SampleFleet } from '../../test/harness/sample-fleet.ts';
import { press } from '../../test/harness/ui.ts';
import { silence, writeTrail } from './sample-world.ts';

/** A picture: which screen it needs, and how one gets there from the fleet. */
export type Shot = {
  /** Its file, without the ending. */
  name: string;
  title: string;
  /** A screen that has to exist; others are left out. */
  screen: string;
  /** Keys, each after the screen has come to rest. */
  keys: readonly string[];
  /** Without a configuration, as on the first day. */
  empty?: boolean;
  light?: boolean;
  /** What is otherwise than usual. */
  prepare?(fleet: SampleFleet): void | Promise<void>;
};

const down = press.down;

/** Every picture of the documents. The sample fleet's order is pay, eu, dr, dev, prod, v2. */
export const shots: readonly Shot[] = [
  { name: 'fleet', title: 'apim: the fleet, worst first', screen: 'fleet', keys: [] },
  {
    name: 'fleet-light',
    title: 'apim: the fleet, worst first',
    screen: 'fleet',
    keys: [],
    light: true,
  },
  {
    name: 'service',
    title: 'apim: one service',
    screen: 'service',
    keys: [down, down, down, down, press.enter],
  },
  {
    name: 'recover',
    title: 'apim: what is wrong, and every way back',
    screen: 'recover',
    keys: [down, down, down, down, 'R'],
    prepare: (fleet) => silence(fleet, 'contoso-prod'),
  },
  {
    name: 'operation',
    title: 'apim: a restore under way',
    screen: 'operation',
    keys: [down, down, 'o'],
  },
  {
    name: 'restore',
    title: 'apim: a restore, before anything happens',
    screen: 'restore',
    keys: [':', 'restore contoso-eu --from latest:contoso-eu', press.enter],
  },
  { name: 'expiring', title: 'apim: what expires when', screen: 'expiring', keys: ['x'] },
  {
    name: 'activity',
    title: 'apim: who did what',
    screen: 'activity',
    keys: ['a'],
    prepare: writeTrail,
  },
  {
    name: 'approvals',
    title: 'apim: what waits for a second person',
    screen: 'approvals',
    keys: ['p'],
  },
  { name: 'doctor', title: 'apim: what is checked', screen: 'doctor', keys: ['D'] },
  { name: 'palette', title: 'apim: any command, completed', screen: 'fleet', keys: [':', 'ba'] },
  { name: 'help', title: 'apim: the keys', screen: 'fleet', keys: ['?'] },
  {
    name: 'first-run',
    title: 'apim: the first day',
    screen: 'first-run',
    keys: [],
    empty: true,
  },
];
