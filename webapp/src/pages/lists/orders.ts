/** One key of an order: what is compared, and which end comes first. */
export interface OrderKey {
  readonly name: string;
  readonly down: boolean;
}

/** What a list can be ordered by, in words, and which end people mean first. */
export interface Sort {
  readonly name: string;
  readonly label: string;
  readonly down?: boolean;
}

/** Reads `-updated_date,name`; what the list cannot be ordered by is left out. */
export function readOrder(text: string, sorts: readonly Sort[]): OrderKey[] {
  return text
    .split(",")
    .map((part) => ({ name: part.replace(/^-/, ""), down: part.startsWith("-") }))
    .filter(
      ({ name }, place, all) =>
        sorts.some((sort) => sort.name === name) &&
        all.findIndex((other) => other.name === name) === place,
    );
}

/** The order as the API takes it. */
export function writeOrder(order: readonly OrderKey[]): string {
  return order.map(({ name, down }) => (down ? `-${name}` : name)).join(",");
}

/** The order with that key one place further to the front. */
export function earlier(order: readonly OrderKey[], name: string): OrderKey[] {
  const place = order.findIndex((key) => key.name === name);
  if (place < 1) return [...order];
  const next = [...order];
  const [key] = next.splice(place, 1);
  next.splice(place - 1, 0, key as OrderKey);
  return next;
}
