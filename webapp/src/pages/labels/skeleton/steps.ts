/** What can be taken back and done again of a value that somebody else holds. */
export interface Steps<T> {
  past: readonly T[];
  future: readonly T[];
  /** What the last step was; one of the same name goes on with it. Null begins a new one. */
  last: string | null;
}

export const noSteps: Steps<never> = { past: [], future: [], last: null };

/** After a change of what was `before`. */
export function stepped<T>(steps: Steps<T>, before: T, name: string | null): Steps<T> {
  const goesOn = name !== null && name === steps.last;
  return { past: goesOn ? steps.past : [...steps.past, before], future: [], last: name };
}

/** The value before the last step; null if there is none. */
export function undone<T>({ past, future }: Steps<T>, now: T): [T, Steps<T>] | null {
  const before = past.at(-1);
  if (before === undefined) return null;
  return [before, { past: past.slice(0, -1), future: [now, ...future], last: null }];
}

/** The value that was taken back last; null if there is none. */
export function redone<T>({ past, future }: Steps<T>, now: T): [T, Steps<T>] | null {
  const [after, ...rest] = future;
  if (after === undefined) return null;
  return [after, { past: [...past, now], future: rest, last: null }];
}
