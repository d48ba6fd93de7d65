let keys = 0;

/** A key for a draft: its own on this client, also before it has an id. */
export function freshKey(): string {
  keys += 1;
  return `draft-${keys}`;
}
