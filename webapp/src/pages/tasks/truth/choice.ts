/** How frames for ground truth are chosen, in the words of the API. */
export type Method = "random_uniform" | "random_per_job" | "manual";

/** So many frames, or a share of them. */
export interface Amount {
  readonly value: number;
  readonly unit: "percent" | "frames";
}

export interface TruthChoice {
  readonly method: Method;
  /** Of all frames, or of those of each job, as the method says. */
  readonly amount: Amount;
  /** The same seed gives the same frames; null: another choice each time. */
  readonly seed: number | null;
  /** The frames of `manual`: names of files, or numbers and spans of numbers ("10-20"). */
  readonly frames: readonly string[];
}

export const truthByDefault: TruthChoice = {
  method: "random_uniform",
  amount: { value: 5, unit: "percent" },
  seed: null,
  frames: [],
};

/** The choice as the server wants it; `frames` are its frames as names or as numbers. */
export function choiceToWire(
  { method, amount, seed }: TruthChoice,
  frames: readonly (string | number)[],
): Record<string, unknown> {
  if (method === "manual") return { frame_selection_method: method, frames };
  return {
    frame_selection_method: method,
    ...amountToWire(method === "random_uniform" ? "frame" : "frames_per_job", amount),
    ...(seed !== null && { random_seed: seed }),
  };
}

/** `{frame_share: 0.05}` or `{frame_count: 12}`. */
export function amountToWire(of: "frame" | "frames_per_job", { value, unit }: Amount) {
  return unit === "percent" ? { [`${of}_share`]: value / 100 } : { [`${of}_count`]: value };
}

/** Numbers and spans of numbers as numbers, each once, ascending; `wrong` is what is neither. */
export function numbersIn(
  given: readonly string[],
  size: number,
): { numbers: number[]; wrong: string[] } {
  const numbers = new Set<number>();
  const wrong: string[] = [];
  for (const text of given) {
    const [, from, to = from] = /^\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9}))?\s*$/.exec(text) ?? [];
    const [first, last] = [Number(from), Number(to)];
    // Also false where there is no number.
    if (!(first <= last && last < size)) wrong.push(text);
    else for (let number = first; number <= last; number++) numbers.add(number);
  }
  return { numbers: [...numbers].sort((one, other) => one - other), wrong };
}
