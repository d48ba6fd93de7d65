/** ms of work before the page may draw and listen again */
const SLICE = 12;

interface Course {
  readonly signal: AbortSignal;
  /** How many are done so far. */
  onProgress(done: number): void;
}

/** `work` done with each in turn, so that the page stays alive; `null` when it was stopped. */
export async function inSlices<T, R>(
  all: readonly T[],
  work: (one: T) => R,
  { signal, onProgress }: Course,
): Promise<R[] | null> {
  const results: R[] = [];
  let began = performance.now();
  for (const one of all) {
    if (performance.now() - began > SLICE) {
      onProgress(results.length);
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    if (signal.aborted) return null;
    results.push(work(one));
  }
  return results;
}
