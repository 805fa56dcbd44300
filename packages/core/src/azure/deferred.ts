/** Functions that all answer later, such as the ports of Azure. */
type Later = Record<string, (...given: never[]) => Promise<unknown>>;

/**
 * The functions named in `names`, each of which loads the real ones when it is first called. For
 * what is slow to load and not used by every command.
 */
export function deferred<T extends { [Name in keyof T]: Later[string] }>(
  load: () => Promise<T>,
  names: Readonly<Record<keyof T, true>>,
): T {
  const stand: Later = {};
  for (const name of Object.keys(names)) {
    stand[name] = async (...given) => {
      const real = await load();
      return real[name as keyof T](...given);
    };
  }
  // It has the functions of T, each with the arguments and the answer of the real one.
  return stand as T;
}
