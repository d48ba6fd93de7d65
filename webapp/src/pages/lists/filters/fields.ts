/** What a list can be asked about: a term of the API, in words. */
export interface Field {
  /** As the API calls it. */
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly choices?: readonly Choice[];
  /** What the server holds where nothing was set; absent: something always is. */
  readonly blank?: "" | null;
}

export type FieldKind = "text" | "number" | "date" | "choice" | "person";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export const operators = {
  text: ["contains", "lacks", "is", "isNot"],
  person: ["is", "isNot", "oneOf"],
  choice: ["is", "isNot", "oneOf"],
  number: ["is", "isNot", "least", "most"],
  date: ["since", "before"],
} as const satisfies Record<FieldKind, readonly Operator[]>;

export type Operator =
  | "contains"
  | "lacks"
  | "is"
  | "isNot"
  | "oneOf"
  | "least"
  | "most"
  | "since"
  | "before"
  | "set"
  | "unset";

/** How that field can be compared, the usual way first. */
export function operatorsOf(field: Field): readonly Operator[] {
  const own = operators[field.kind];
  return field.blank === undefined ? own : [...own, "set", "unset"];
}

/** Whether the comparison needs something to compare with. */
export function needsValue(operator: Operator): boolean {
  return operator !== "set" && operator !== "unset";
}
