import type { Label } from "../../api/types";

/** A label of a task, and what it can become, and becomes, in a project. */
export interface Pair {
  label: Label;
  /** Labels of the project that can take its place. */
  fits: readonly Label[];
  /** Name of the one that does; null: none is chosen yet. */
  becomes: string | null;
}

type Choice = Readonly<Record<string, string>>;

/** What each label of a task becomes: what was chosen for its name, or else its namesake. */
export function pairsOf(here: readonly Label[], there: readonly Label[], choice: Choice): Pair[] {
  return here.map((label) => {
    const fits = there.filter((one) => canBecome(label, one));
    const wanted = choice[label.name] ?? label.name;
    return { label, fits, becomes: fits.some(({ name }) => name === wanted) ? wanted : null };
  });
}

/** As the server takes it: only what changes its name. */
export function mappingOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.flatMap(({ label, becomes }) =>
      becomes === null || becomes === label.name ? [] : [[label.name, becomes]],
    ),
  );
}

type Part = Pick<Label, "name" | "type"> & { sublabels?: readonly Part[] | undefined };

/** By the same rule as the server's: the type is the same or free, and so are all elements'. */
function canBecome(old: Part, next: Part): boolean {
  const [parts, others] = [old.sublabels ?? [], next.sublabels ?? []];
  return (
    (next.type === "any" || next.type === old.type) &&
    parts.length === others.length &&
    parts.every((part) => others.some((one) => one.name === part.name && canBecome(part, one)))
  );
}
