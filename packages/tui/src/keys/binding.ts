/** One thing a key does somewhere; the one place that help, the bottom line and the guide are made from. */
export type Binding<Action extends string = string> = {
  action: Action;
  /** Names as `keyNames` gives them: `j`, `down`, `enter`, `ctrl+d`. The first is the one shown. */
  keys: readonly string[];
  /** For help: what it does, in a clause. */
  does: string;
  /** For the bottom line: one or two words; left out where there is no room for it. */
  hint?: string;
};

/** What a person may do in one place, under the place's name. */
export type KeySection = { title: string; bindings: readonly Binding[] };
