import type { Unsubscribe } from "../core/emitter";

const PAUSE_MS = 150;

interface Source {
  subscribe(listener: () => void): Unsubscribe;
}

/** Have `listener` told of changes of `source`, not more often than people can read: the last is always told. */
export function calmly(source: Source, listener: () => void): Unsubscribe {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = source.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, PAUSE_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
