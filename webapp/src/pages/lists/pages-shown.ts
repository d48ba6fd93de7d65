/** The pages one can go to directly: the first, the last, and those around the one shown now. */
export function pagesShown(now: number, last: number): number[] {
  const near = [1, now - 2, now - 1, now, now + 1, now + 2, last];
  const pages = new Set(near.filter((page) => page >= 1 && page <= last));
  return [...pages].sort((one, other) => one - other);
}
