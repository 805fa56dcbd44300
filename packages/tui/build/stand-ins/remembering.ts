/**
 * The same pure function, answering at once what it was asked lately: the last `most` different texts
 * at least, twice as many at most. Those of every frame stay however many others come and go.
 */
export function remembering<T>(make: (text: string) => T, most: number): (text: string) => T {
  let older = new Map<string, T>();
  let known = new Map<string, T>();
  return (text) => {
    let answer = known.get(text);
    if (answer !== undefined) return answer;
    if (known.size >= most) {
      older = known;
      known = new Map();
    }
    answer = older.get(text) ?? make(text);
    known.set(text, answer);
    return answer;
  };
}
