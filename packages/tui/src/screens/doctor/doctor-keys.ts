import type { Binding } from '../../keys/binding.ts';

/** What one can do with the marked check. */
export type DoctorAction = 'open';

/** See {@link DoctorAction}. `r` checks again, as it reads again everywhere. */
export const doctorKeys: readonly Binding<DoctorAction>[] = [
  { action: 'open', keys: ['enter', 'right', 'l'], does: 'the whole check', hint: 'open' },
];
