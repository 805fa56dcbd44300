import { listKeys } from '../../keys/list-keys.ts';
import type { Screen } from '../screen.ts';
import { DoctorScreen } from './DoctorScreen.tsx';
import { doctorKeys } from './doctor-keys.ts';

/** The checks of a run of `doctor`; it is about that job. */
export const doctorScreen: Screen = {
  name: 'doctor',
  title: 'Doctor',
  keys: [...doctorKeys, ...listKeys],
  runs: 'doctor',
  Component: DoctorScreen,
};
