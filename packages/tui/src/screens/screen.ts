import type { Input } from '@lifeboat/core';
import type { ComponentType } from 'react';
import type { Session } from '../app/session.ts';
import type { Binding, KeySection } from '../keys/binding.ts';
import type { ScreenName } from './names.ts';

/** Room of a screen, between the lines at the top and those at the bottom. Cells. */
export type Size = { columns: number; rows: number };

/** What a screen gets. */
export type ScreenProps = {
  /** The whole terminal. */
  size: Size;
  /** The id of what it is about; null where it is about nothing. */
  about: string | null;
  /** False while something lies over it and takes the keys. */
  isActive: boolean;
};

/** A command whose line opens a screen instead of running, and what the screen is about then. */
export type Opens = {
  command: string;
  /** Null: the line says more than the screen can show, so it runs. */
  about(input: Input, session: Session): { about: string | null } | null;
};

/** One screen: a folder, and a line in `screens/index.ts`. */
export type Screen = {
  name: ScreenName;
  /** For help. */
  title: string;
  keys: readonly Binding[];
  /** Keys of another state of it, such as a form at its bottom, which have the others' place then. */
  alsoKeys?: KeySection;
  /** Commands whose lines open this screen instead of running. */
  opens?: Opens | readonly Opens[];
  /** A command that runs in this screen instead of the usual one; it is about the job then. */
  runs?: string;
  Component: ComponentType<ScreenProps>;
};
