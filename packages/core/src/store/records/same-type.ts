/** True when two types are the same to the compiler, optional and readonly marks included. */
export type SameType<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Compiles only for `true`. */
export type Assert<Claim extends true> = Claim;
