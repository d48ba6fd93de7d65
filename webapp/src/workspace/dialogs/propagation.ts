/** Which frames objects are copied to. */
export interface Reach {
  readonly direction: "forward" | "backward";
  /** How many frames at most; all to the end of the job when `null`. */
  readonly count: number | null;
  /** Leave out frames on which something is marked. */
  readonly onlyEmpty: boolean;
}

/** The frames beyond `frame` within the reach, nearest first. */
export function reached(
  numbers: readonly number[],
  frame: number,
  { direction, count, onlyEmpty }: Reach,
  isEmpty: (frame: number) => boolean,
): number[] {
  const beyond =
    direction === "forward"
      ? numbers.filter((n) => n > frame)
      : numbers.filter((n) => n < frame).reverse();
  const within = count === null ? beyond : beyond.slice(0, count);
  return onlyEmpty ? within.filter(isEmpty) : within;
}
